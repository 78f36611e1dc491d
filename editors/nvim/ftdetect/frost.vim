autocmd BufRead,BufNewFile *.frost setfiletype frost
