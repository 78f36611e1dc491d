-- Run by tests/editors_programs.rs: `nvim --headless -u NONE -l` is newer than what we test with, so a command runs it.
local script = vim.env.FROST_SCRIPT
local root = vim.env.FROST_NVIM
vim.opt.runtimepath:prepend(root)
vim.cmd('filetype plugin indent on')
vim.cmd('runtime! plugin/frost.lua')
local frost = require('frost')
frost.setup({ command = { vim.env.FROST_COMMAND or 'frost', 'lsp' } })
assert(frost.build(), 'the parser is not built')
vim.cmd('edit ' .. vim.fn.fnameescape(script))
assert(vim.bo.filetype == 'frost', 'the file type is ' .. vim.bo.filetype)
local parser = vim.treesitter.get_parser(0, 'frost')
local tree = parser:parse()[1]
assert(not tree:root():has_error(), 'the tree has an error')
local parse = vim.treesitter.query and vim.treesitter.query.parse or vim.treesitter.parse_query
local seen = {}
for _, name in ipairs({ 'highlights', 'folds', 'indents', 'locals', 'injections' }) do
  local files = vim.api.nvim_get_runtime_file('queries/frost/' .. name .. '.scm', true)
  assert(#files == 1, name .. ': ' .. #files .. ' files of queries')
  local query = parse('frost', table.concat(vim.fn.readfile(files[1]), '\n'))
  for id, node in query:iter_captures(tree:root(), 0, 0, -1) do
    if name == 'highlights' then
      local row, column = node:start()
      seen[#seen + 1] = ('%d:%d %s'):format(row, column, query.captures[id])
    end
  end
end
assert(vim.treesitter.highlighter.active[vim.api.nvim_get_current_buf()], 'tree-sitter does not colour the buffer')
for _, try in ipairs({ { 'INT. HOUSE - DAY', 2 }, { '  shot wide', 4 }, { '    MARA (V.O.)', 6 }, { '  stage MARA left', 2 }, { 'film "X"', 2 } }) do
  vim.api.nvim_buf_set_lines(0, 0, -1, false, { try[1], '' })
  local found = frost.indent(2)
  assert(found == try[2], ('under `%s` the depth is %d'):format(try[1], found))
end
io.stdout:write(table.concat(seen, '\n') .. '\nfine\n')
vim.cmd('qa!')
