" Vim syntax for Frost.
" Generated from the vocabulary table; `FROST_WRITE=1 cargo test generated` writes it anew.
if exists('b:current_syntax')
  finish
endif

syntax case match
syntax spell toplevel

syntax match frostCue /^\s\+\%(@.*\|\%([^[:lower:](]*[[:upper:]]\)[^[:lower:](]*\)\%(\s*([^)]*)\)*\s*^\?\s*$/ contains=frostExtension
syntax match frostExtension /([^)]*)/ contained
syntax match frostParenthetical /^\s\+(.*)\s*$/
syntax match frostHeading /^\s*\%(INT\|EXT\|EST\|I\/E\|E\/I\|int\|ext\|est\)\%(\.\|\/\|\s\).*$/ contains=frostLabel,frostParam
syntax match frostTransition /^\s*\%(cross dissolve\|fade to black\|match cut to\|smash cut to\|dissolve to\|jump cut to\|push right\|whip right\|wipe right\|crossfade\|match cut\|push left\|smash cut\|whip left\|wipe down\|wipe left\|dissolve\|fade out\|iris out\|jump cut\|fade in\|iris in\|wipe up\|cut to\|j cut\|j-cut\|l cut\|l-cut\|iris\|wipe\|cut\)\%(\s*$\|\s\+[0-9#].*$\|\s\+\%(to\|from\)\s.*$\|:.*$\)/ contains=frostNumber,frostColour,frostComment
syntax match frostTransition /^\s*\%([A-Z][A-Z -]* TO:\|FADE IN[.:]\?\|FADE OUT[.:]\?\)\s*$/
syntax match frostProse /^\s*\%(look\|avoid\|mood\|voice\)\>.*$/ contains=frostProperty,frostNote,frostParam,@Spell
syntax match frostProperty /^\s*\zs\%(look\|avoid\|mood\|voice\)\>/ contained
syntax region frostLine matchgroup=frostStatement start=/^\s*\zs\%(character\|location\|vignette\|credits\|montage\|palette\|runtime\|version\|weather\|camera\|extras\|height\|scenes\|allow\|audio\|black\|count\|grain\|image\|light\|music\|param\|setup\|sound\|stage\|style\|super\|takes\|title\|wears\|cast\|clip\|film\|font\|pace\|prop\|rate\|seed\|shot\|size\|ref\|use\|at\|in\)\>-\@!/ end=/$/ oneline contains=@frostInside
syntax match frostSize /\c\<\%(extreme close up\|extreme close-up\|extreme closeup\|medium close up\|medium close-up\|medium closeup\|extreme close\|big close up\|big close-up\|clean single\|dirty single\|establishing\|extreme long\|extreme wide\|medium close\|big closeup\|medium long\|medium wide\|group shot\|big close\|very long\|very wide\|american\|close up\|close-up\|reaction\|two shot\|two-shot\|closeup\|cutaway\|cowboy\|insert\|master\|medium\|single\|close\|group\|full\|long\|wide\|BCU\|COW\|ECU\|ELS\|EWS\|MCU\|MFS\|MLS\|MWS\|VLS\|VWS\|XCU\|XLS\|mid\|CU\|FS\|LS\|MS\|WS\)\>-\@!/ contained
syntax match frostCamera /\c\<\%(three-quarter right\|three-quarter left\|through the window\|across the line\|anamorphic lens\|frame in frame\|shoulder level\|telephoto lens\|profile right\|shallow focus\|three quarter\|three-quarter\|fisheye lens\|freeze frame\|profile left\|from behind\|medium lens\|normal lens\|right third\|short sided\|short-sided\|slow motion\|slow-motion\|symmetrical\|anamorphic\|deep focus\|high angle\|knee level\|left third\|macro lens\|time-lapse\|eye level\|hip level\|lead room\|long lens\|look room\|low angle\|symmetric\|tele lens\|timelapse\|wide lens\|centered\|headroom\|overhead\|shoulder\|centred\|profile\|shallow\|aerial\|freeze\|ground\|slo-mo\|front\|macro\|back\|bird\|deep\|knee\|worm\|hip\)\>-\@!/ contained
syntax match frostMove /\c\<\%(whip pan right\|pedestal down\|rack focus to\|whip pan left\|orbit right\|pedestal up\|truck right\|crane down\|crash zoom\|dolly zoom\|locked off\|orbit left\|truck left\|arc right\|boom down\|dolly out\|hand-held\|pan right\|pull back\|tilt down\|arc left\|crane up\|dolly in\|handheld\|pan left\|pull out\|pull-out\|roll ccw\|whip pan\|zoom out\|boom up\|push in\|push-in\|rack to\|roll cw\|tilt up\|vertigo\|zoom in\|follow\|pan to\|static\|shake\|track\|hold\)\>-\@!/ contained
syntax match frostLight /\c\<\%(from behind\|from bottom\|flickering\|from above\|from below\|from front\|from right\|practicals\|silhouette\|volumetric\|backlight\|firelight\|from back\|from left\|from side\|lamplight\|moonlight\|practical\|rembrandt\|rim light\|from top\|god rays\|high key\|sunlight\|flicker\|low key\|neutral\|raining\|snowing\|bottom\|coarse\|medium\|screen\|clear\|front\|heavy\|light\|storm\|windy\|back\|cold\|cool\|dust\|fine\|fire\|hard\|lamp\|mist\|moon\|neon\|none\|rain\|side\|snow\|soft\|warm\|wind\|fog\|rim\|sun\|top\)\>-\@!/ contained
syntax match frostStage /\c\<\%(crouching\|downstage\|embracing\|lies down\|shrugging\|to camera\|cheering\|climbing\|crouches\|drinking\|embraces\|kneeling\|pointing\|reaching\|saluting\|standing\|throwing\|dancing\|leaning\|praying\|pushing\|reaches\|running\|salutes\|sitting\|upstage\|walking\|weeping\|writing\|bowing\|camera\|center\|centre\|cheers\|climbs\|dances\|drinks\|kneels\|points\|pushes\|seated\|shrugs\|stands\|throws\|waving\|writes\|front\|leans\|lying\|prays\|right\|walks\|waves\|weeps\|away\|back\|bows\|down\|left\|lies\|near\|runs\|sits\|far\|up\)\>-\@!/ contained
syntax match frostModifier /\c\<\%(bottom right\|bottom left\|ease in out\|lower third\|upper third\|letterbox\|top right\|at least\|centered\|ease out\|top left\|at most\|centred\|contain\|ease in\|exactly\|around\|bottom\|center\|centre\|linear\|normal\|slowly\|about\|cover\|quick\|right\|under\|ease\|fast\|fill\|left\|over\|slow\|top\)\>-\@!/ contained
syntax match frostJoint /\<\%(until scene end\|until film end\|until shot end\|crosses to\|reverse of\|looks at\|crosses\|enters\|facing\|pov of\|spoken\|drops\|exits\|holds\|looks\|turns\|wears\|from\|mute\|omit\|over\|then\|with\|and\|for\|off\|pov\|in\|on\|to\)\>-\@!/ contained
syntax match frostName /\<\u[[:alnum:]_.-]*\%(\s\u[[:alnum:]_.-]*\)*/ contained
syntax match frostNumber /[-+]\?\<\d\+\%(\.\d\+\)\?\%(\s\?\%(seconds\?\|secs\?\|minutes\?\|mins\?\|frames\?\|bars\?\|bpm\|degrees\?\|deg\|mm\|ms\|dB\|K\|s\|f\|m\|%\)\)\?/ contained
syntax match frostNumber /\<\d\+x\d\+\>\|\<[fF]\/\d\+\%(\.\d\+\)\?\|\<\d\d:\d\d:\d\d[:;]\d\d\>/ contained
syntax match frostColour /#\x\{6}\>\|#\x\{3}\>/ contained
syntax match frostLabel /#[^#]\+#/ contained
syntax region frostString start=/"/ skip=/\\./ end=/"/ oneline contained contains=frostParam
syntax match frostParam /\\\@<!{[a-z][a-z0-9_-]*}/
syntax region frostNote start=/\[\[/ end=/\]\]/
syntax match frostComment /\%(^\|\s\)\zs\/\/.*$/ contained contains=@Spell
syntax match frostComment /^\s*\/\/.*$/ contains=@Spell
syntax region frostComment start=/^\s*\/\*/ end=/\*\/\s*$/ contains=@Spell
syntax cluster frostInside contains=frostSize,frostCamera,frostMove,frostLight,frostStage,frostModifier,frostJoint,frostName,frostNumber,frostColour,frostLabel,frostString,frostParam,frostComment

highlight default link frostCue Function
highlight default link frostExtension Special
highlight default link frostParenthetical Special
highlight default link frostHeading Title
highlight default link frostTransition PreProc
highlight default link frostProse String
highlight default link frostProperty Statement
highlight default link frostStatement Statement
highlight default link frostJoint Operator
highlight default link frostName Type
highlight default link frostNumber Number
highlight default link frostColour Constant
highlight default link frostLabel Tag
highlight default link frostString String
highlight default link frostParam Identifier
highlight default link frostNote Comment
highlight default link frostComment Comment
highlight default link frostSize Keyword
highlight default link frostCamera Constant
highlight default link frostMove Constant
highlight default link frostLight Constant
highlight default link frostStage Constant
highlight default link frostModifier Constant

let b:current_syntax = 'frost'
