" vim -Nu NONE -es -S editors/vim/tests/all.vim: writes what is wrong to the file in $FROST_OUT, nothing if all is well.
let s:wrong = []
let s:root = expand('<sfile>:p:h:h')
execute 'set runtimepath^=' . fnameescape(s:root)
set encoding=utf-8
filetype plugin indent on
syntax on
execute 'source' fnameescape(s:root . '/ftdetect/frost.vim')

function! s:Is(found, wanted, what) abort
  if a:found !=# a:wanted
    call add(s:wrong, a:what . ': ' . string(a:found) . ' and not ' . string(a:wanted))
  endif
endfunction

" The group that a word is coloured by, as its links say it.
function! s:Group(word) abort
  call cursor(1, 1)
  let [row, column] = searchpos('\C\V' . a:word, 'cW')
  return substitute(synIDattr(synID(row, column, 1), 'name'), '\C\(Shot\|Camera\|Stage\|Light\|Weather\|Grain\|Sound\|Card\|Transition\|Own\|Pace\|Runtime\|Name\|Param\|Words\|Value\)$', '', '')
endfunction

let s:file = tempname() . '.frost'
call writefile([
      \ 'style cold', '  look     blue ice, wide', '  palette  #0e1a22', '', 'INT. TENT - NIGHT #4#',
      \ '  stage PIA left facing JONAS', '  shot close on PIA, 85mm // near', '    camera push in, slow', '    She waits, wide awake.',
      \ '    PIA (V.O.)', '      (softly)', '      Then who, wide?', 'dissolve 1s'], s:file)
execute 'edit' fnameescape(s:file)
call s:Is(&filetype, 'frost', 'the file type')
call s:Is([&shiftwidth, &expandtab, &commentstring], [2, 1, '// %s'], 'options')
for [s:word, s:group] in [
      \ ['style', 'frostKeyword'], ['blue ice', 'frostProse'], ['#0e1a22', 'frostColour'], ['INT.', 'frostHeading'], ['#4#', 'frostLabel'], ['stage', 'frostKeyword'],
      \ ['left', 'frostStage'], ['facing', 'frostJoint'], ['JONAS', 'frost'], ['close', 'frostSize'], ['85mm', 'frostNumber'], ['// near', 'frostComment'],
      \ ['push in', 'frostMove'], ['slow', 'frostModifier'], ['She waits', ''], ['wide awake', ''], ['PIA (V', 'frostCue'], ['(V.O.)', 'frostExtension'],
      \ ['(softly)', 'frostParenthetical'], ['Then who', 'frostDialogue'], ['dissolve', 'frost'], ['1s', 'frostNumber']]
  call s:Is(s:Group(s:word), s:group, 'the colour of `' . s:word . '`')
endfor

for [s:above, s:depth] in [['INT. HOUSE - DAY', 2], ['  shot wide', 4], ['    MARA (V.O.)', 6], ['    @Mara', 6], ['  stage MARA left', 2], ['film "X"', 2], ['  The rain.', 2], ['  style cold', 2]]
  %delete _
  call setline(1, [s:above, ''])
  call s:Is(FrostIndent(2), s:depth, 'the depth under `' . s:above . '`')
endfor

" The error format reads what the compiler prints.
let s:found = getqflist({'lines': [s:file . ':3:5: error[presence]: OSKAR speaks but is not in this shot'], 'efm': &errorformat}).items
call filter(s:found, 'v:val.valid')
call s:Is(len(s:found), 1, 'problems in the quickfix list')
if !empty(s:found)
  call s:Is([s:found[0].lnum, s:found[0].col, s:found[0].type], [3, 5, 'e'], 'the place of a problem')
endif

call writefile(s:wrong, $FROST_OUT)
qall!
