(script) @local.scope

(style name: (reference) @local.definition)
(declaration name: (_) @local.definition)
(setup name: (reference) @local.definition)
(parameter name: (reference) @local.definition)
(version name: (reference) @local.definition)

(name) @local.reference
(reference) @local.reference
(person) @local.reference
