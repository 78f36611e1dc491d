" Options of Frost scripts: comments, two spaces, `frost check` as the compiler.
if exists('b:did_ftplugin')
  finish
endif
let b:did_ftplugin = 1

setlocal comments=:// commentstring=//\ %s
setlocal expandtab shiftwidth=2 softtabstop=2
setlocal makeprg=frost\ check\ --format\ short\ %:S
setlocal errorformat=%f:%l:%c:\ %t%*[a-z][%*[a-z-]]:\ %m,%-G%.%#
let b:undo_ftplugin = 'setlocal comments< commentstring< expandtab< shiftwidth< softtabstop< makeprg< errorformat<'
