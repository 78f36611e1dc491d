; Prose is checked for spelling as prose, and comments may hold their own marks.
((comment) @injection.content (#set! injection.language "comment"))
((note) @injection.content (#set! injection.language "comment"))
