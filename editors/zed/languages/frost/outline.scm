(heading (place) @name) @item
(shot (keyword) @context (attribute) @name) @item
(declaration (keyword) @context name: (_) @name) @item
(style (keyword) @context name: (_) @name) @item
