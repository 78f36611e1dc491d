# Frost for Kakoune.
# Generated from the vocabulary table; `FROST_WRITE=1 cargo test generated` writes it anew.

hook global BufCreate .*[.]frost %{ set-option buffer filetype frost }

hook global WinSetOption filetype=frost %{
  require-module frost
  add-highlighter window/frost ref frost
  # Kakoune's own scripts declare it, where they are loaded.
  try %{ set-option buffer comment_line '//' }
  set-option buffer indentwidth 2
  hook window InsertChar \n -group frost-indent frost-indent-on-new-line
  hook -once -always window WinSetOption filetype=.* %{ remove-highlighter window/frost; remove-hooks window frost-.+ }
}

provide-module frost %§

add-highlighter shared/frost regions
add-highlighter shared/frost/prose default-region group
add-highlighter shared/frost/prose/ regex '^\h*((?:[Ii][Nn][Tt]\.?/[Ee][Xx][Tt]|[Ee][Xx][Tt]\.?/[Ii][Nn][Tt]|I/E|E/I|[Ii][Nn][Tt]|[Ee][Xx][Tt]|[Ee][Ss][Tt])(?:\.|(?=\s))\h+\S[^\n]*)$' 1:title
add-highlighter shared/frost/prose/ regex '^\h+(@[^\n]+|[^a-z\n(]*[A-Z][^a-z\n(]*)(\([^)\n]*\)\h*)*\^?\h*$' 1:function 2:meta
add-highlighter shared/frost/prose/ regex '^\h+(\([^\n]*\))\h*$' 1:meta
add-highlighter shared/frost/prose/ regex '^\h*(cross dissolve|fade to black|match cut to|smash cut to|dissolve to|jump cut to|push right|whip right|wipe right|crossfade|match cut|push left|smash cut|whip left|wipe down|wipe left|dissolve|fade out|iris out|jump cut|fade in|iris in|wipe up|cut to|j cut|j-cut|l cut|l-cut|iris|jcut|lcut|wipe|cut)(?![\w-])' 1:keyword
add-highlighter shared/frost/prose/ regex '\{[a-z][a-z0-9_-]*\}' 0:variable
add-highlighter shared/frost/note region '\[\[' '\]\]' fill comment
add-highlighter shared/frost/comment region '^\h*//' '$' fill comment
add-highlighter shared/frost/block-comment region '^\h*/\*' '\*/[^\n]*$' fill comment
add-highlighter shared/frost/property region '^\h*(look|avoid|mood|voice)\b' '$' group
add-highlighter shared/frost/property/ fill string
add-highlighter shared/frost/property/ regex '^\h*(look|avoid|mood|voice)\b' 1:keyword
add-highlighter shared/frost/shot region '^\h*(setup|shot|in)(?![\w-])' '(?<!,)$' group
add-highlighter shared/frost/shot/ regex '\b[A-Z]\w*(\h[A-Z]\w*)*' 0:type
add-highlighter shared/frost/shot/ regex '(?<![\w-])(extreme close up|extreme close-up|extreme closeup|medium close up|medium close-up|medium closeup|extreme close|big close up|big close-up|clean single|dirty single|establishing|extreme long|extreme wide|medium close|big closeup|medium long|medium wide|group shot|big close|very long|very wide|american|close up|close-up|reaction|two shot|two-shot|closeup|cutaway|cowboy|insert|master|medium|single|close|group|full|long|wide|BCU|COW|ECU|ELS|EWS|MCU|MFS|MLS|MWS|VLS|VWS|XCU|XLS|mid|CU|FS|LS|MS|WS)(?![\w-])' 0:type
add-highlighter shared/frost/shot/ regex '(?<![\w-])(three-quarter right|three-quarter left|through the window|across the line|anamorphic lens|frame in frame|shoulder level|telephoto lens|profile right|shallow focus|three quarter|three-quarter|fisheye lens|freeze frame|profile left|from behind|medium lens|normal lens|right third|short sided|short-sided|slow motion|slow-motion|symmetrical|anamorphic|deep focus|high angle|knee level|left third|macro lens|time-lapse|eye level|hip level|lead room|long lens|look room|low angle|symmetric|tele lens|timelapse|wide lens|centered|headroom|overhead|shoulder|centred|profile|shallow|aerial|freeze|ground|slo-mo|front|macro|back|bird|deep|knee|worm|hip)(?![\w-])' 0:value
add-highlighter shared/frost/shot/ regex '(?<![\w-])(reverse of|dutch|omit|over|and|ots|pov|of|on)(?![\w-])' 0:operator
add-highlighter shared/frost/shot/ regex '(?<![\w.])[-+]?\d+([.:x/;]\d+)*\h?(seconds?|secs?|minutes?|mins?|frames?|bars?|bpm|degrees?|deg|met(re|er)s?|mm|ms|dB|LUFS|K|s|f|m|%)?(?!\w)' 0:value
add-highlighter shared/frost/shot/ regex '#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b' 0:value
add-highlighter shared/frost/shot/ regex '"[^"\n]*"' 0:string
add-highlighter shared/frost/shot/ regex '\{[a-z][a-z0-9_-]*\}' 0:variable
add-highlighter shared/frost/shot/ regex '\h//[^\n]*' 0:comment
add-highlighter shared/frost/shot/ regex '^\h*(setup|shot|in)(?![\w-])' 1:keyword
add-highlighter shared/frost/camera region '^\h*(camera)(?![\w-])' '(?<!,)$' group
add-highlighter shared/frost/camera/ regex '\b[A-Z]\w*(\h[A-Z]\w*)*' 0:type
add-highlighter shared/frost/camera/ regex '(?<![\w-])(extreme close up|extreme close-up|extreme closeup|medium close up|medium close-up|medium closeup|extreme close|big close up|big close-up|extreme long|extreme wide|medium close|big closeup|medium long|medium wide|big close|very long|very wide|american|close up|close-up|closeup|cowboy|medium|close|full|long|wide|BCU|COW|ECU|ELS|EWS|MCU|MFS|MLS|MWS|VLS|VWS|XCU|XLS|mid|CU|FS|LS|MS|WS)(?![\w-])' 0:type
add-highlighter shared/frost/camera/ regex '(?<![\w-])(whip pan right|pedestal down|rack focus to|whip pan left|orbit right|pedestal up|truck right|crane down|crash zoom|dolly zoom|locked off|orbit left|truck left|arc right|boom down|dolly out|hand-held|pan right|pull back|tilt down|arc left|crane up|dolly in|handheld|pan left|pull out|pull-out|roll ccw|whip pan|zoom out|boom up|push in|push-in|rack to|roll cw|tilt up|vertigo|zoom in|follow|pan to|static|shake|track|hold)(?![\w-])' 0:function
add-highlighter shared/frost/camera/ regex '(?<![\w-])(ease in out|from behind|from ahead|from side|ease out|ease in|linear|normal|slowly|quick|ease|fast|lead|side|slow|tail)(?![\w-])' 0:attribute
add-highlighter shared/frost/camera/ regex '(?<![\w-])(from|over|then|with|and|on|to)(?![\w-])' 0:operator
add-highlighter shared/frost/camera/ regex '(?<![\w.])[-+]?\d+([.:x/;]\d+)*\h?(seconds?|secs?|minutes?|mins?|frames?|bars?|bpm|degrees?|deg|met(re|er)s?|mm|ms|dB|LUFS|K|s|f|m|%)?(?!\w)' 0:value
add-highlighter shared/frost/camera/ regex '#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b' 0:value
add-highlighter shared/frost/camera/ regex '"[^"\n]*"' 0:string
add-highlighter shared/frost/camera/ regex '\{[a-z][a-z0-9_-]*\}' 0:variable
add-highlighter shared/frost/camera/ regex '\h//[^\n]*' 0:comment
add-highlighter shared/frost/camera/ regex '^\h*(camera)(?![\w-])' 1:keyword
add-highlighter shared/frost/stage region '^\h*(stage)(?![\w-])' '(?<!,)$' group
add-highlighter shared/frost/stage/ regex '\b[A-Z]\w*(\h[A-Z]\w*)*' 0:type
add-highlighter shared/frost/stage/ regex '(?<![\w-])(crouching|downstage|embracing|lies down|shrugging|cheering|climbing|crouches|drinking|embraces|kneeling|pointing|reaching|saluting|standing|throwing|dancing|leaning|praying|pushing|reaches|running|salutes|sitting|upstage|walking|weeping|writing|bowing|camera|center|centre|cheers|climbs|dances|drinks|kneels|points|pushes|seated|shrugs|stands|throws|waving|writes|front|leans|lying|prays|right|walks|waves|weeps|away|back|bows|down|left|lies|near|runs|sits|far|up)(?![\w-])' 0:value
add-highlighter shared/frost/stage/ regex '(?<![\w-])(puts down|crosses|enters|facing|drops|exits|holds|looks|turns|wears|from|at|in|to)(?![\w-])' 0:operator
add-highlighter shared/frost/stage/ regex '(?<![\w.])[-+]?\d+([.:x/;]\d+)*\h?(seconds?|secs?|minutes?|mins?|frames?|bars?|bpm|degrees?|deg|met(re|er)s?|mm|ms|dB|LUFS|K|s|f|m|%)?(?!\w)' 0:value
add-highlighter shared/frost/stage/ regex '#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b' 0:value
add-highlighter shared/frost/stage/ regex '"[^"\n]*"' 0:string
add-highlighter shared/frost/stage/ regex '\{[a-z][a-z0-9_-]*\}' 0:variable
add-highlighter shared/frost/stage/ regex '\h//[^\n]*' 0:comment
add-highlighter shared/frost/stage/ regex '^\h*(stage)(?![\w-])' 1:keyword
add-highlighter shared/frost/light region '^\h*(light)(?![\w-])' '(?<!,)$' group
add-highlighter shared/frost/light/ regex '\b[A-Z]\w*(\h[A-Z]\w*)*' 0:type
add-highlighter shared/frost/light/ regex '(?<![\w-])(from behind|from bottom|flickering|from above|from below|from front|from right|practicals|silhouette|volumetric|backlight|firelight|from back|from left|from side|lamplight|moonlight|practical|rembrandt|rim light|from top|god rays|high key|sunlight|flicker|low key|neutral|bottom|screen|front|back|cold|cool|fire|hard|lamp|moon|neon|side|soft|warm|rim|sun|top)(?![\w-])' 0:value
add-highlighter shared/frost/light/ regex '(?<![\w.])[-+]?\d+([.:x/;]\d+)*\h?(seconds?|secs?|minutes?|mins?|frames?|bars?|bpm|degrees?|deg|met(re|er)s?|mm|ms|dB|LUFS|K|s|f|m|%)?(?!\w)' 0:value
add-highlighter shared/frost/light/ regex '#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b' 0:value
add-highlighter shared/frost/light/ regex '"[^"\n]*"' 0:string
add-highlighter shared/frost/light/ regex '\{[a-z][a-z0-9_-]*\}' 0:variable
add-highlighter shared/frost/light/ regex '\h//[^\n]*' 0:comment
add-highlighter shared/frost/light/ regex '^\h*(light)(?![\w-])' 1:keyword
add-highlighter shared/frost/weather region '^\h*(weather)(?![\w-])' '(?<!,)$' group
add-highlighter shared/frost/weather/ regex '\b[A-Z]\w*(\h[A-Z]\w*)*' 0:type
add-highlighter shared/frost/weather/ regex '(?<![\w-])(overcast|raining|snowing|cloudy|clear|heavy|light|storm|windy|dust|mist|rain|snow|wind|fog)(?![\w-])' 0:value
add-highlighter shared/frost/weather/ regex '(?<![\w.])[-+]?\d+([.:x/;]\d+)*\h?(seconds?|secs?|minutes?|mins?|frames?|bars?|bpm|degrees?|deg|met(re|er)s?|mm|ms|dB|LUFS|K|s|f|m|%)?(?!\w)' 0:value
add-highlighter shared/frost/weather/ regex '#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b' 0:value
add-highlighter shared/frost/weather/ regex '"[^"\n]*"' 0:string
add-highlighter shared/frost/weather/ regex '\{[a-z][a-z0-9_-]*\}' 0:variable
add-highlighter shared/frost/weather/ regex '\h//[^\n]*' 0:comment
add-highlighter shared/frost/weather/ regex '^\h*(weather)(?![\w-])' 1:keyword
add-highlighter shared/frost/grain region '^\h*(grain)(?![\w-])' '(?<!,)$' group
add-highlighter shared/frost/grain/ regex '\b[A-Z]\w*(\h[A-Z]\w*)*' 0:type
add-highlighter shared/frost/grain/ regex '(?<![\w-])(coarse|medium|heavy|fine|none)(?![\w-])' 0:value
add-highlighter shared/frost/grain/ regex '(?<![\w.])[-+]?\d+([.:x/;]\d+)*\h?(seconds?|secs?|minutes?|mins?|frames?|bars?|bpm|degrees?|deg|met(re|er)s?|mm|ms|dB|LUFS|K|s|f|m|%)?(?!\w)' 0:value
add-highlighter shared/frost/grain/ regex '#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b' 0:value
add-highlighter shared/frost/grain/ regex '"[^"\n]*"' 0:string
add-highlighter shared/frost/grain/ regex '\{[a-z][a-z0-9_-]*\}' 0:variable
add-highlighter shared/frost/grain/ regex '\h//[^\n]*' 0:comment
add-highlighter shared/frost/grain/ regex '^\h*(grain)(?![\w-])' 1:keyword
add-highlighter shared/frost/sound region '^\h*(music|sound)(?![\w-])' '(?<!,)$' group
add-highlighter shared/frost/sound/ regex '\b[A-Z]\w*(\h[A-Z]\w*)*' 0:type
add-highlighter shared/frost/sound/ regex '(?<![\w-])(until scene end|until film end|until shot end|until end|fade out|fade in|from|for|off)(?![\w-])' 0:operator
add-highlighter shared/frost/sound/ regex '(?<![\w.])[-+]?\d+([.:x/;]\d+)*\h?(seconds?|secs?|minutes?|mins?|frames?|bars?|bpm|degrees?|deg|met(re|er)s?|mm|ms|dB|LUFS|K|s|f|m|%)?(?!\w)' 0:value
add-highlighter shared/frost/sound/ regex '#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b' 0:value
add-highlighter shared/frost/sound/ regex '"[^"\n]*"' 0:string
add-highlighter shared/frost/sound/ regex '\{[a-z][a-z0-9_-]*\}' 0:variable
add-highlighter shared/frost/sound/ regex '\h//[^\n]*' 0:comment
add-highlighter shared/frost/sound/ regex '^\h*(music|sound)(?![\w-])' 1:keyword
add-highlighter shared/frost/card region '^\h*(credits|super|title)(?![\w-])' '(?<!,)$' group
add-highlighter shared/frost/card/ regex '\b[A-Z]\w*(\h[A-Z]\w*)*' 0:type
add-highlighter shared/frost/card/ regex '(?<![\w-])(bottom right|bottom left|lower third|upper third|top right|centered|top left|centred|bottom|center|centre|right|left|top)(?![\w-])' 0:attribute
add-highlighter shared/frost/card/ regex '(?<![\w-])(for)(?![\w-])' 0:operator
add-highlighter shared/frost/card/ regex '(?<![\w.])[-+]?\d+([.:x/;]\d+)*\h?(seconds?|secs?|minutes?|mins?|frames?|bars?|bpm|degrees?|deg|met(re|er)s?|mm|ms|dB|LUFS|K|s|f|m|%)?(?!\w)' 0:value
add-highlighter shared/frost/card/ regex '#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b' 0:value
add-highlighter shared/frost/card/ regex '"[^"\n]*"' 0:string
add-highlighter shared/frost/card/ regex '\{[a-z][a-z0-9_-]*\}' 0:variable
add-highlighter shared/frost/card/ regex '\h//[^\n]*' 0:comment
add-highlighter shared/frost/card/ regex '^\h*(credits|super|title)(?![\w-])' 1:keyword
add-highlighter shared/frost/own region '^\h*(audio|image|clip)(?![\w-])' '(?<!,)$' group
add-highlighter shared/frost/own/ regex '\b[A-Z]\w*(\h[A-Z]\w*)*' 0:type
add-highlighter shared/frost/own/ regex '(?<![\w-])(letterbox|contain|cover|fill)(?![\w-])' 0:attribute
add-highlighter shared/frost/own/ regex '(?<![\w-])(speed|from|mute|fit|to)(?![\w-])' 0:operator
add-highlighter shared/frost/own/ regex '(?<![\w.])[-+]?\d+([.:x/;]\d+)*\h?(seconds?|secs?|minutes?|mins?|frames?|bars?|bpm|degrees?|deg|met(re|er)s?|mm|ms|dB|LUFS|K|s|f|m|%)?(?!\w)' 0:value
add-highlighter shared/frost/own/ regex '#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b' 0:value
add-highlighter shared/frost/own/ regex '"[^"\n]*"' 0:string
add-highlighter shared/frost/own/ regex '\{[a-z][a-z0-9_-]*\}' 0:variable
add-highlighter shared/frost/own/ regex '\h//[^\n]*' 0:comment
add-highlighter shared/frost/own/ regex '^\h*(audio|image|clip)(?![\w-])' 1:keyword
add-highlighter shared/frost/pace region '^\h*(pace)(?![\w-])' '(?<!,)$' group
add-highlighter shared/frost/pace/ regex '\b[A-Z]\w*(\h[A-Z]\w*)*' 0:type
add-highlighter shared/frost/pace/ regex '(?<![\w-])(normal|fast|slow)(?![\w-])' 0:attribute
add-highlighter shared/frost/pace/ regex '(?<![\w.])[-+]?\d+([.:x/;]\d+)*\h?(seconds?|secs?|minutes?|mins?|frames?|bars?|bpm|degrees?|deg|met(re|er)s?|mm|ms|dB|LUFS|K|s|f|m|%)?(?!\w)' 0:value
add-highlighter shared/frost/pace/ regex '#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b' 0:value
add-highlighter shared/frost/pace/ regex '"[^"\n]*"' 0:string
add-highlighter shared/frost/pace/ regex '\{[a-z][a-z0-9_-]*\}' 0:variable
add-highlighter shared/frost/pace/ regex '\h//[^\n]*' 0:comment
add-highlighter shared/frost/pace/ regex '^\h*(pace)(?![\w-])' 1:keyword
add-highlighter shared/frost/runtime region '^\h*(runtime)(?![\w-])' '(?<!,)$' group
add-highlighter shared/frost/runtime/ regex '\b[A-Z]\w*(\h[A-Z]\w*)*' 0:type
add-highlighter shared/frost/runtime/ regex '(?<![\w-])(at least|at most|exactly|around|about|under|over)(?![\w-])' 0:attribute
add-highlighter shared/frost/runtime/ regex '(?<![\w.])[-+]?\d+([.:x/;]\d+)*\h?(seconds?|secs?|minutes?|mins?|frames?|bars?|bpm|degrees?|deg|met(re|er)s?|mm|ms|dB|LUFS|K|s|f|m|%)?(?!\w)' 0:value
add-highlighter shared/frost/runtime/ regex '#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b' 0:value
add-highlighter shared/frost/runtime/ regex '"[^"\n]*"' 0:string
add-highlighter shared/frost/runtime/ regex '\{[a-z][a-z0-9_-]*\}' 0:variable
add-highlighter shared/frost/runtime/ regex '\h//[^\n]*' 0:comment
add-highlighter shared/frost/runtime/ regex '^\h*(runtime)(?![\w-])' 1:keyword
add-highlighter shared/frost/name region '^\h*(character|location|version|extras|allow|music|sound|style|prop)(?![\w-])' '(?<!,)$' group
add-highlighter shared/frost/name/ regex '\b[A-Z]\w*(\h[A-Z]\w*)*' 0:type
add-highlighter shared/frost/name/ regex '(?<![\w-])(from)(?![\w-])' 0:operator
add-highlighter shared/frost/name/ regex '(?<![\w.])[-+]?\d+([.:x/;]\d+)*\h?(seconds?|secs?|minutes?|mins?|frames?|bars?|bpm|degrees?|deg|met(re|er)s?|mm|ms|dB|LUFS|K|s|f|m|%)?(?!\w)' 0:value
add-highlighter shared/frost/name/ regex '#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b' 0:value
add-highlighter shared/frost/name/ regex '"[^"\n]*"' 0:string
add-highlighter shared/frost/name/ regex '\{[a-z][a-z0-9_-]*\}' 0:variable
add-highlighter shared/frost/name/ regex '\h//[^\n]*' 0:comment
add-highlighter shared/frost/name/ regex '^\h*(character|location|version|extras|allow|music|sound|style|prop)(?![\w-])' 1:keyword
add-highlighter shared/frost/param region '^\h*(param)(?![\w-])' '(?<!,)$' group
add-highlighter shared/frost/param/ regex '\b[A-Z]\w*(\h[A-Z]\w*)*' 0:type
add-highlighter shared/frost/param/ regex '(?<![\w-])(spoken)(?![\w-])' 0:operator
add-highlighter shared/frost/param/ regex '(?<![\w.])[-+]?\d+([.:x/;]\d+)*\h?(seconds?|secs?|minutes?|mins?|frames?|bars?|bpm|degrees?|deg|met(re|er)s?|mm|ms|dB|LUFS|K|s|f|m|%)?(?!\w)' 0:value
add-highlighter shared/frost/param/ regex '#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b' 0:value
add-highlighter shared/frost/param/ regex '"[^"\n]*"' 0:string
add-highlighter shared/frost/param/ regex '\{[a-z][a-z0-9_-]*\}' 0:variable
add-highlighter shared/frost/param/ regex '\h//[^\n]*' 0:comment
add-highlighter shared/frost/param/ regex '^\h*(param)(?![\w-])' 1:keyword
add-highlighter shared/frost/words region '^\h*(wears|cast|film)(?![\w-])' '(?<!,)$' group
add-highlighter shared/frost/words/ regex '\b[A-Z]\w*(\h[A-Z]\w*)*' 0:type
add-highlighter shared/frost/words/ regex '(?<![\w.])[-+]?\d+([.:x/;]\d+)*\h?(seconds?|secs?|minutes?|mins?|frames?|bars?|bpm|degrees?|deg|met(re|er)s?|mm|ms|dB|LUFS|K|s|f|m|%)?(?!\w)' 0:value
add-highlighter shared/frost/words/ regex '#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b' 0:value
add-highlighter shared/frost/words/ regex '"[^"\n]*"' 0:string
add-highlighter shared/frost/words/ regex '\{[a-z][a-z0-9_-]*\}' 0:variable
add-highlighter shared/frost/words/ regex '\h//[^\n]*' 0:comment
add-highlighter shared/frost/words/ regex '^\h*(wears|cast|film)(?![\w-])' 1:keyword
add-highlighter shared/frost/value region '^\h*(loudness|vignette|montage|palette|height|scenes|count|takes|font|rate|seed|size|ref|use|at)(?![\w-])' '(?<!,)$' group
add-highlighter shared/frost/value/ regex '\b[A-Z]\w*(\h[A-Z]\w*)*' 0:type
add-highlighter shared/frost/value/ regex '(?<![\w-])(from)(?![\w-])' 0:operator
add-highlighter shared/frost/value/ regex '(?<![\w.])[-+]?\d+([.:x/;]\d+)*\h?(seconds?|secs?|minutes?|mins?|frames?|bars?|bpm|degrees?|deg|met(re|er)s?|mm|ms|dB|LUFS|K|s|f|m|%)?(?!\w)' 0:value
add-highlighter shared/frost/value/ regex '#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b' 0:value
add-highlighter shared/frost/value/ regex '"[^"\n]*"' 0:string
add-highlighter shared/frost/value/ regex '\{[a-z][a-z0-9_-]*\}' 0:variable
add-highlighter shared/frost/value/ regex '\h//[^\n]*' 0:comment
add-highlighter shared/frost/value/ regex '^\h*(loudness|vignette|montage|palette|height|scenes|count|takes|font|rate|seed|size|ref|use|at)(?![\w-])' 1:keyword

define-command -hidden frost-indent-on-new-line %<
  evaluate-commands -draft -itersel %<
    # The depth of the line above, and two more under what holds deeper lines.
    try %< execute-keys -draft <semicolon> K <a-&> >
    try %< execute-keys -draft k x <a-k> '^(?:(character|location|version|extras|music|sound|style|film|prop)(?![\w-])|\h*shot(?![\w-])|\h*(?:[Ii][Nn][Tt]\.?/[Ee][Xx][Tt]|[Ee][Xx][Tt]\.?/[Ii][Nn][Tt]|I/E|E/I|[Ii][Nn][Tt]|[Ee][Xx][Tt]|[Ee][Ss][Tt])(?:\.|(?=\s))\h+\S|\h+@?[^a-z\n(.!?:,]*[A-Z][^a-z\n(.!?:,]*(\([^)\n]*\)\h*)*$)' <ret> j i <space><space> <esc> >
  >
>

§
