-- Frost in Neovim: colours and folds by tree-sitter, problems and the rest by `frost lsp`.
local M = {}

M.options = {
  -- The compiler, which is the language server too.
  command = { 'frost', 'lsp' },
  lsp = true,
  folds = false,
}

--- The plugin's own folder, where it is and not where a link to it is: the grammar lies beside it.
local function root()
  local source = vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p')
  source = vim.loop.fs_realpath(source) or source
  return vim.fn.fnamemodify(source, ':h:h:h')
end

--- Where the compiled parser lies: beside this plugin's own files.
function M.parser_path()
  return root() .. '/parser/frost.so'
end

--- Compiles the parser with the machine's C compiler; true when it is there afterwards.
function M.build()
  local grammar = vim.fn.fnamemodify(root(), ':h') .. '/tree-sitter-frost/src'
  vim.fn.mkdir(root() .. '/parser', 'p')
  local compiler = vim.env.CC or 'cc'
  local said = vim.fn.system({
    compiler, '-shared', '-fPIC', '-O2', '-I', grammar,
    grammar .. '/parser.c', grammar .. '/scanner.c', '-o', M.parser_path(),
  })
  if vim.v.shell_error ~= 0 then
    vim.notify('frost: the parser was not built:\n' .. said, vim.log.levels.ERROR)
    return false
  end
  return true
end

local function has_parser()
  return #vim.api.nvim_get_runtime_file('parser/frost.so', false) > 0
end

--- Colours of the buffer by tree-sitter; false where the parser is not built, and Vim's syntax stays.
function M.highlight(buffer)
  if not has_parser() then
    return false
  end
  local ok = pcall(function()
    if vim.treesitter.start then
      vim.treesitter.start(buffer, 'frost')
    else
      -- Before 0.8 the highlighter is made by hand.
      local parser = vim.treesitter.get_parser(buffer, 'frost')
      require('vim.treesitter.highlighter').new(parser)
    end
  end)
  return ok
end

--- The folder that a script's project is: the nearest with a `frost.toml`, else the script's own.
function M.project(path)
  local folder = vim.fn.fnamemodify(path, ':p:h')
  local found = vim.fn.findfile('frost.toml', folder .. ';')
  return found ~= '' and vim.fn.fnamemodify(found, ':p:h') or folder
end

local clients = {}

--- Starts the language server for the buffer's project, or joins one that runs.
function M.start_lsp(buffer)
  if not M.options.lsp or vim.fn.executable(M.options.command[1]) == 0 then
    return nil
  end
  local project = M.project(vim.api.nvim_buf_get_name(buffer))
  local config = {
    name = 'frost',
    cmd = M.options.command,
    root_dir = project,
    workspace_folders = { { uri = vim.uri_from_fname(project), name = vim.fn.fnamemodify(project, ':t') } },
  }
  if vim.lsp.start then
    return vim.lsp.start(config, { bufnr = buffer })
  end
  local id = clients[project]
  if not id or not vim.lsp.get_client_by_id(id) then
    id = vim.lsp.start_client(config)
    clients[project] = id
  end
  if id then
    vim.lsp.buf_attach_client(buffer, id)
  end
  return id
end

--- Depth of a line by the lines above it: two more under what holds others, else as the line above.
function M.indent(number)
  local above = vim.fn.prevnonblank(number - 1)
  if above == 0 then
    return 0
  end
  local text = vim.fn.getline(above)
  local depth = vim.fn.indent(above)
  if require('frost.opens').line(text) then
    return depth + 2
  end
  return depth
end

function M.attach(buffer)
  M.highlight(buffer)
  if M.options.folds and has_parser() and vim.treesitter.foldexpr then
    vim.wo.foldmethod = 'expr'
    vim.wo.foldexpr = 'v:lua.vim.treesitter.foldexpr()'
  end
  M.start_lsp(buffer)
end

function M.setup(options)
  M.options = vim.tbl_extend('force', M.options, options or {})
end

return M
