-- The language server in Neovim: an error is seen, its fix applied, and the script is well again.
local root = vim.env.FROST_NVIM
vim.opt.runtimepath:prepend(root)
vim.cmd('filetype plugin indent on')
vim.cmd('runtime! plugin/frost.lua')
local frost = require('frost')
frost.setup({ command = { vim.env.FROST_COMMAND, 'lsp' } })
vim.cmd('edit ' .. vim.fn.fnameescape(vim.env.FROST_SCRIPT))
local buffer = vim.api.nvim_get_current_buf()

local function client()
  return (vim.lsp.get_clients or vim.lsp.get_active_clients)()[1]
end
assert(vim.wait(20000, function() local c = client() return c and c.initialized end, 20), 'the server did not start')

local function errors()
  return vim.diagnostic.get(buffer, { severity = vim.diagnostic.severity.ERROR })
end
local row
for i, line in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, -1, false)) do
  if line:match('^    camera push in') then
    row = i - 1
    break
  end
end
local well = vim.api.nvim_buf_get_lines(buffer, row, row + 1, false)[1]
local broken = well:gsub('push in', 'psuh in', 1)
vim.api.nvim_buf_set_lines(buffer, row, row + 1, false, { broken })
assert(vim.wait(20000, function() return #errors() > 0 end, 20), 'the error is not seen')
local problem = errors()[1]
assert(problem.lnum == row, 'the error is on line ' .. problem.lnum)

-- What the server offers for it, applied as an editor does.
local lsp = problem.user_data and problem.user_data.lsp or {}
local range = { start = { line = problem.lnum, character = problem.col }, ['end'] = { line = problem.end_lnum, character = problem.end_col } }
local answers = assert(vim.lsp.buf_request_sync(buffer, 'textDocument/codeAction', {
  textDocument = vim.lsp.util.make_text_document_params(buffer),
  range = range,
  context = { diagnostics = { { range = range, message = problem.message, severity = 1, code = lsp.code or problem.code, source = problem.source } } },
}, 20000))
local action
for _, answer in pairs(answers) do
  for _, one in ipairs(answer.result or {}) do
    if one.kind == 'quickfix' and one.edit then
      action = action or one
    end
  end
end
assert(action, 'no fix is offered for ' .. problem.message)
vim.lsp.util.apply_workspace_edit(action.edit, client().offset_encoding)
local now = vim.api.nvim_buf_get_lines(buffer, row, row + 1, false)[1]
assert(now == well, 'after the fix the line is ' .. now)
assert(vim.wait(20000, function() return #errors() == 0 end, 20), 'the error is still there: ' .. now)

local count = 0
local symbols = vim.lsp.buf_request_sync(buffer, 'textDocument/documentSymbol', { textDocument = vim.lsp.util.make_text_document_params(buffer) }, 20000)
for _, answer in pairs(symbols or {}) do
  count = count + #(answer.result or {})
end
assert(count > 0, 'the outline is empty')
io.stdout:write(('%s: %s\nfine\n'):format(action.title, now))
vim.lsp.stop_client(client().id, true)
vim.cmd('qa!')
