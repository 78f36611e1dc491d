" Indentation of Frost: as the line above, two more under what holds deeper lines.
if exists('b:did_indent')
  finish
endif
let b:did_indent = 1

setlocal indentexpr=FrostIndent(v:lnum) indentkeys=o,O
let b:undo_indent = 'setlocal indentexpr< indentkeys<'

if exists('*FrostIndent')
  finish
endif

" Whether a line has deeper lines below it.
function! FrostOpens(text) abort
  return a:text =~# '^\%(film\|style\|version\|character\|location\|prop\|extras\|music\|sound\)\>-\@!'
        \ || a:text =~# '^\s*shot\>-\@!'
        \ || a:text =~# '^\s*\%(INT\|EXT\|EST\|I/E\|E/I\)[./ ]\+.*\S'
        \ || a:text =~# '^\%(int\|ext\|est\)\.\s*\S'
        \ || a:text =~# '^\s\+\%(@.*\|[^[:lower:](]*[[:upper:]][^[:lower:](]*[^[:lower:](.!?:,[:space:]-]\s*\%(([^)]*)\s*\)*\^\?\s*\)$'
        \ || a:text =~# '^\s\+[[:upper:]]\s*\%(([^)]*)\s*\)*$'
endfunction

function! FrostIndent(number) abort
  let above = prevnonblank(a:number - 1)
  if above == 0
    return 0
  endif
  return indent(above) + (FrostOpens(getline(above)) ? 2 : 0)
endfunction
