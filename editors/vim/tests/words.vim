" vim -Nu NONE -es -S editors/vim/tests/words.vim: of each script in $FROST_ASKED the groups of its words, as JSON in $FROST_OUT.
let s:root = expand('<sfile>:p:h:h')
execute 'set runtimepath^=' . fnameescape(s:root)
set encoding=utf-8 noswapfile synmaxcol=0 redrawtime=60000
filetype plugin indent on
syntax on
execute 'source' fnameescape(s:root . '/ftdetect/frost.vim')
let s:said = []
for s:script in json_decode(join(readfile($FROST_ASKED), "\n"))
  enew!
  setlocal noexpandtab
  call setline(1, s:script.text)
  setlocal filetype=frost
  syntax sync fromstart
  call add(s:said, map(s:script.words, 'synIDattr(synID(v:val[0], v:val[1], 1), "name")'))
endfor
call writefile([json_encode(s:said)], $FROST_OUT)
qall!
