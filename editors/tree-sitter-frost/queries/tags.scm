(style name: (reference) @name) @definition.class
(declaration name: (_) @name) @definition.class
(setup name: (reference) @name) @definition.constant
(parameter name: (reference) @name) @definition.constant
(version name: (reference) @name) @definition.module
(heading (place) @name) @definition.module

(attribute (name) @name) @reference.class
(attribute (reference) @name) @reference.constant
(cue name: (person) @name) @reference.class
