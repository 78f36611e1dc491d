; One capture for each class of word; the later pattern wins where two fit.

(comment) @comment
(note) @comment

(keyword) @keyword
(transition_word) @keyword
(joint) @operator

(heading (prefix) @keyword)
(heading (place) @type)
(heading (time) @constant)
(label) @label

(person) @function
(extension) @string.special
(dual) @operator
(parenthetical (words) @string.special)

(prose (words) @string)
(text) @string
(string) @string

(name) @type
(reference) @variable
(param) @parameter

(size) @type.builtin
(angle) @constant
(move) @method
(light) @constant
(position) @constant
(modifier) @constant

(number) @number
(colour) @constant
(unknown) @error
