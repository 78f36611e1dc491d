; What is open at its end has deeper lines below it.
(film) @indent
(style) @indent
(declaration) @indent
(version) @indent
(scene) @indent
(shot) @indent
(cue) @indent
