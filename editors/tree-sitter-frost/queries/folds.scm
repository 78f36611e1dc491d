(film) @fold
(style) @fold
(declaration) @fold
(version) @fold
(scene) @fold
(shot) @fold
(cue) @fold
(comment) @fold
