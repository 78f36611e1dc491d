" Options of Frost scripts.
if exists('b:did_ftplugin')
  finish
endif
let b:did_ftplugin = 1

setlocal comments=:// commentstring=//\ %s
setlocal expandtab shiftwidth=2 softtabstop=2
setlocal indentexpr=v:lua.require'frost'.indent(v:lnum) indentkeys=o,O
setlocal makeprg=frost\ check\ --format\ short\ %:S
setlocal errorformat=%f:%l:%c:\ %t%*[a-z][%*[a-z-]]:\ %m,%-G%.%#
let b:undo_ftplugin = 'setlocal comments< commentstring< expandtab< shiftwidth< softtabstop< indentexpr< indentkeys< makeprg< errorformat<'
