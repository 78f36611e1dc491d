if vim.g.loaded_frost then
  return
end
vim.g.loaded_frost = true

vim.cmd([[
  augroup frost
    autocmd!
    autocmd FileType frost lua require('frost').attach(vim.api.nvim_get_current_buf())
  augroup END
  command! FrostBuild lua if require('frost').build() then vim.notify('frost: the parser is built') end
]])
