" Vim syntax for Frost.
" Generated from the vocabulary table; `FROST_WRITE=1 cargo test generated` writes it anew.
if exists('b:current_syntax')
  finish
endif

syntax case match
syntax spell toplevel
syntax sync minlines=60

syntax region frostCueBlock start=/^\z(\s\+\)\%(@.*\|\%([^[:lower:](]*[[:upper:]]\)[^[:lower:](]*[^[:lower:](.!?:,[:space:]-]\)\%(\s*([^)]*)\)*\s*^\?\s*$/ end=/^\%(\z1\s\)\@!\ze\s*\S/me=s-1 keepend contains=frostCue,frostComment
syntax match frostCue /^\s\+\%(@.*\|\%([^[:lower:](]*[[:upper:]]\)[^[:lower:](]*\)\%(\s*([^)]*)\)*\s*^\?\s*$/ contained nextgroup=frostDialogue skipnl contains=frostExtension
syntax match frostDialogue /^\s\+\S.*$/ contained nextgroup=frostDialogue skipnl skipempty contains=frostParenthetical,frostNote,frostParam,@Spell
syntax match frostExtension /([^)]*)/ contained
syntax match frostParenthetical /^\s\+(.*)\s*$/ contained
syntax match frostHeading /^\s*\%(INT\|EXT\|EST\|I\/E\|E\/I\|int\|ext\|est\)\%(\.\|\/\|\s\).*$/ contains=frostLabel,frostParam
syntax match frostProse /^\s*\%(look\|avoid\|mood\|voice\)\>.*\%(\n\s\{8,}\S.*\)*$/ contains=frostKeyword,frostNote,frostParam,@Spell
syntax match frostKeyword /^\s*\zs\%(look\|avoid\|mood\|voice\)\>/ contained
syntax region frostLineTransition matchgroup=frostTransition start=/^\s*\%(cross dissolve\|fade to black\|match cut to\|smash cut to\|dissolve to\|jump cut to\|push right\|whip right\|wipe right\|crossfade\|match cut\|push left\|smash cut\|whip left\|wipe down\|wipe left\|dissolve\|fade out\|iris out\|jump cut\|fade in\|iris in\|wipe up\|cut to\|j cut\|j-cut\|l cut\|l-cut\|iris\|jcut\|lcut\|wipe\|cut\)\%(\s*$\|\ze\s\+[0-9#]\|\ze\s\+\%(to\|from\)\s\|\ze:\)/ end=/$/ oneline contains=@frostValues,frostJointTransition
syntax match frostTransition /^\s*>\?\s*\%([A-Z][A-Z -]* TO:\|FADE IN[.:]\?\|FADE OUT[.:]\?\|FADE TO BLACK[.:]\?\)\s*$/
syntax cluster frostValues contains=frostName,frostNumber,frostColour,frostLabel,frostString,frostParam,frostComment
syntax match frostName /\<\u[[:alnum:]_.-]*\%(\s\u[[:alnum:]_.-]*\)*/ contained
syntax match frostSizeShot /\c\<\%(extreme close up\|extreme close-up\|extreme closeup\|medium close up\|medium close-up\|medium closeup\|extreme close\|big close up\|big close-up\|clean single\|dirty single\|establishing\|extreme long\|extreme wide\|medium close\|big closeup\|medium long\|medium wide\|group shot\|big close\|very long\|very wide\|american\|close up\|close-up\|reaction\|two shot\|two-shot\|closeup\|cutaway\|cowboy\|insert\|master\|medium\|single\|close\|group\|full\|long\|wide\|BCU\|COW\|ECU\|ELS\|EWS\|MCU\|MFS\|MLS\|MWS\|VLS\|VWS\|XCU\|XLS\|mid\|CU\|FS\|LS\|MS\|WS\)\>-\@!/ contained
highlight default link frostSizeShot frostSize
syntax match frostCameraShot /\c\<\%(three-quarter right\|three-quarter left\|through the window\|across the line\|anamorphic lens\|frame in frame\|shoulder level\|telephoto lens\|profile right\|shallow focus\|three quarter\|three-quarter\|fisheye lens\|freeze frame\|profile left\|from behind\|medium lens\|normal lens\|right third\|short sided\|short-sided\|slow motion\|slow-motion\|symmetrical\|anamorphic\|deep focus\|high angle\|knee level\|left third\|macro lens\|time-lapse\|eye level\|hip level\|lead room\|long lens\|look room\|low angle\|symmetric\|tele lens\|timelapse\|wide lens\|centered\|headroom\|overhead\|shoulder\|centred\|profile\|shallow\|aerial\|freeze\|ground\|slo-mo\|front\|macro\|back\|bird\|deep\|knee\|worm\|hip\)\>-\@!/ contained
highlight default link frostCameraShot frostCamera
syntax match frostJointShot /\<\%(reverse of\|dutch\|omit\|over\|and\|ots\|pov\|of\|on\)\>-\@!/ contained
highlight default link frostJointShot frostJoint
syntax region frostLineShot matchgroup=frostKeyword start=/^\s*\zs\%(setup\|shot\|in\)\>-\@!/ skip=/,\s*\n/ end=/$/ keepend contains=@frostValues,frostSizeShot,frostCameraShot,frostJointShot
syntax match frostSizeCamera /\c\<\%(extreme close up\|extreme close-up\|extreme closeup\|medium close up\|medium close-up\|medium closeup\|extreme close\|big close up\|big close-up\|extreme long\|extreme wide\|medium close\|big closeup\|medium long\|medium wide\|big close\|very long\|very wide\|american\|close up\|close-up\|closeup\|cowboy\|medium\|close\|full\|long\|wide\|BCU\|COW\|ECU\|ELS\|EWS\|MCU\|MFS\|MLS\|MWS\|VLS\|VWS\|XCU\|XLS\|mid\|CU\|FS\|LS\|MS\|WS\)\>-\@!/ contained
highlight default link frostSizeCamera frostSize
syntax match frostMoveCamera /\c\<\%(whip pan right\|pedestal down\|rack focus to\|whip pan left\|orbit right\|pedestal up\|truck right\|crane down\|crash zoom\|dolly zoom\|locked off\|orbit left\|truck left\|arc right\|boom down\|dolly out\|hand-held\|pan right\|pull back\|tilt down\|arc left\|crane up\|dolly in\|handheld\|pan left\|pull out\|pull-out\|roll ccw\|whip pan\|zoom out\|boom up\|push in\|push-in\|rack to\|roll cw\|tilt up\|vertigo\|zoom in\|follow\|pan to\|static\|shake\|track\|hold\)\>-\@!/ contained
highlight default link frostMoveCamera frostMove
syntax match frostModifierCamera /\c\<\%(ease in out\|from behind\|from ahead\|from side\|ease out\|ease in\|linear\|normal\|slowly\|quick\|ease\|fast\|lead\|side\|slow\|tail\)\>-\@!/ contained
highlight default link frostModifierCamera frostModifier
syntax match frostJointCamera /\<\%(from\|over\|then\|with\|and\|on\|to\)\>-\@!/ contained
highlight default link frostJointCamera frostJoint
syntax region frostLineCamera matchgroup=frostKeyword start=/^\s*\zs\%(camera\)\>-\@!/ skip=/,\s*\n/ end=/$/ keepend contains=@frostValues,frostSizeCamera,frostMoveCamera,frostModifierCamera,frostJointCamera
syntax match frostStageStage /\<\%(crouching\|downstage\|embracing\|lies down\|shrugging\|cheering\|climbing\|crouches\|drinking\|embraces\|kneeling\|pointing\|reaching\|saluting\|standing\|throwing\|dancing\|leaning\|praying\|pushing\|reaches\|running\|salutes\|sitting\|upstage\|walking\|weeping\|writing\|bowing\|camera\|center\|centre\|cheers\|climbs\|dances\|drinks\|kneels\|points\|pushes\|seated\|shrugs\|stands\|throws\|waving\|writes\|front\|leans\|lying\|prays\|right\|walks\|waves\|weeps\|away\|back\|bows\|down\|left\|lies\|near\|runs\|sits\|far\|up\)\>-\@!/ contained
highlight default link frostStageStage frostStage
syntax match frostJointStage /\<\%(puts down\|crosses\|enters\|facing\|drops\|exits\|holds\|looks\|turns\|wears\|from\|at\|in\|to\)\>-\@!/ contained
highlight default link frostJointStage frostJoint
syntax region frostLineStage matchgroup=frostKeyword start=/^\s*\zs\%(stage\)\>-\@!/ skip=/,\s*\n/ end=/$/ keepend contains=@frostValues,frostStageStage,frostJointStage
syntax match frostLightLight /\c\<\%(from behind\|from bottom\|flickering\|from above\|from below\|from front\|from right\|practicals\|silhouette\|volumetric\|backlight\|firelight\|from back\|from left\|from side\|lamplight\|moonlight\|practical\|rembrandt\|rim light\|from top\|god rays\|high key\|sunlight\|flicker\|low key\|neutral\|bottom\|screen\|front\|back\|cold\|cool\|fire\|hard\|lamp\|moon\|neon\|side\|soft\|warm\|rim\|sun\|top\)\>-\@!/ contained
highlight default link frostLightLight frostLight
syntax region frostLineLight matchgroup=frostKeyword start=/^\s*\zs\%(light\)\>-\@!/ skip=/,\s*\n/ end=/$/ keepend contains=@frostValues,frostLightLight
syntax match frostLightWeather /\c\<\%(overcast\|raining\|snowing\|cloudy\|clear\|heavy\|light\|storm\|windy\|dust\|mist\|rain\|snow\|wind\|fog\)\>-\@!/ contained
highlight default link frostLightWeather frostLight
syntax region frostLineWeather matchgroup=frostKeyword start=/^\s*\zs\%(weather\)\>-\@!/ skip=/,\s*\n/ end=/$/ keepend contains=@frostValues,frostLightWeather
syntax match frostLightGrain /\c\<\%(coarse\|medium\|heavy\|fine\|none\)\>-\@!/ contained
highlight default link frostLightGrain frostLight
syntax region frostLineGrain matchgroup=frostKeyword start=/^\s*\zs\%(grain\)\>-\@!/ skip=/,\s*\n/ end=/$/ keepend contains=@frostValues,frostLightGrain
syntax match frostJointSound /\<\%(until scene end\|until film end\|until shot end\|until end\|fade out\|fade in\|from\|for\|off\)\>-\@!/ contained
highlight default link frostJointSound frostJoint
syntax region frostLineSound matchgroup=frostKeyword start=/^\s\+\zs\%(music\|sound\)\>-\@!/ skip=/,\s*\n/ end=/$/ keepend contains=@frostValues,frostJointSound
syntax match frostModifierCard /\c\<\%(bottom right\|bottom left\|lower third\|upper third\|top right\|centered\|top left\|centred\|bottom\|center\|centre\|right\|left\|top\)\>-\@!/ contained
highlight default link frostModifierCard frostModifier
syntax match frostJointCard /\<\%(for\)\>-\@!/ contained
highlight default link frostJointCard frostJoint
syntax region frostLineCard matchgroup=frostKeyword start=/^\s*\zs\%(credits\|super\|title\)\>-\@!/ skip=/,\s*\n/ end=/$/ keepend contains=@frostValues,frostModifierCard,frostJointCard
syntax match frostTransitionTransition /\c\<\%(cross dissolve\|fade to black\|match cut to\|smash cut to\|dissolve to\|jump cut to\|push right\|whip right\|wipe right\|crossfade\|match cut\|push left\|smash cut\|whip left\|wipe down\|wipe left\|dissolve\|fade out\|iris out\|jump cut\|fade in\|iris in\|wipe up\|cut to\|j cut\|j-cut\|l cut\|l-cut\|iris\|jcut\|lcut\|wipe\|cut\)\>-\@!/ contained
highlight default link frostTransitionTransition frostTransition
syntax match frostJointTransition /\<\%(black\|white\|from\|to\)\>-\@!/ contained
highlight default link frostJointTransition frostJoint
syntax region frostLineBlack matchgroup=frostKeyword start=/^\s*\zsblack\>/ end=/$/ oneline contains=@frostValues
syntax match frostModifierOwn /\c\<\%(letterbox\|contain\|cover\|fill\)\>-\@!/ contained
highlight default link frostModifierOwn frostModifier
syntax match frostJointOwn /\<\%(speed\|from\|mute\|fit\|to\)\>-\@!/ contained
highlight default link frostJointOwn frostJoint
syntax region frostLineOwn matchgroup=frostKeyword start=/^\s*\zs\%(audio\|image\|clip\)\>-\@!/ skip=/,\s*\n/ end=/$/ keepend contains=@frostValues,frostModifierOwn,frostJointOwn
syntax match frostModifierPace /\c\<\%(normal\|fast\|slow\)\>-\@!/ contained
highlight default link frostModifierPace frostModifier
syntax region frostLinePace matchgroup=frostKeyword start=/^\s*\zs\%(pace\)\>-\@!/ skip=/,\s*\n/ end=/$/ keepend contains=@frostValues,frostModifierPace
syntax match frostModifierRuntime /\c\<\%(at least\|at most\|exactly\|around\|about\|under\|over\)\>-\@!/ contained
highlight default link frostModifierRuntime frostModifier
syntax region frostLineRuntime matchgroup=frostKeyword start=/^\s*\zs\%(runtime\)\>-\@!/ skip=/,\s*\n/ end=/$/ keepend contains=@frostValues,frostModifierRuntime
syntax match frostJointName /\<\%(from\)\>-\@!/ contained
highlight default link frostJointName frostJoint
syntax region frostLineName matchgroup=frostKeyword start=/^\s*\zs\%(character\|location\|version\|extras\|allow\|style\|prop\)\>-\@!/ start=/^\%(music\|sound\)\>/ end=/$/ oneline contains=@frostValues,frostJointName
syntax match frostJointParam /\<\%(spoken\)\>-\@!/ contained
highlight default link frostJointParam frostJoint
syntax region frostLineParam matchgroup=frostKeyword start=/^\s*\zs\%(param\)\>-\@!/ skip=/,\s*\n/ end=/$/ keepend contains=@frostValues,frostJointParam
syntax region frostLineWords matchgroup=frostKeyword start=/^\s*\zs\%(wears\|cast\|film\)\>-\@!/ skip=/,\s*\n/ end=/$/ keepend contains=@frostValues
syntax match frostJointValue /\<\%(from\)\>-\@!/ contained
highlight default link frostJointValue frostJoint
syntax region frostLineValue matchgroup=frostKeyword start=/^\s*\zs\%(loudness\|vignette\|montage\|palette\|height\|scenes\|count\|takes\|font\|rate\|seed\|size\|ref\|use\|at\)\>-\@!/ skip=/,\s*\n/ end=/$/ keepend contains=@frostValues,frostJointValue
syntax match frostNumber /[-+]\?\<\d\+\%(\.\d\+\)\?\%(\s\?\%(seconds\?\|secs\?\|minutes\?\|mins\?\|frames\?\|bars\?\|bpm\|degrees\?\|deg\|met\%(re\|er\)s\?\|mm\|ms\|dB\|K\|s\|f\|m\)\>\|\s\?%\)\?/ contained
syntax match frostNumber /\<\d\+x\d\+\>\|\<[fF]\/\d\+\%(\.\d\+\)\?\|\<\d\d:\d\d:\d\d[:;]\d\d\>/ contained
syntax match frostColour /#\x\{6}\>\|#\x\{3}\>/ contained
syntax match frostLabel /#\%(\x\{6}\>\)\@![^# ]\+#/ contained
syntax region frostString start=/["“]/ skip=/\\./ end=/["”]/ oneline contained contains=frostParam
syntax match frostParam /\\\@<!{[a-z][a-z0-9_-]*}/
syntax region frostNote start=/\[\[/ end=/\]\]/
syntax match frostComment /\%(^\|\s\)\zs\/\/.*$/ contained contains=@Spell
syntax match frostComment /^\s*\/\/.*$/ contains=@Spell
syntax region frostComment start=/^\s*\/\*/ end=/\*\/\s*$/ contains=@Spell

highlight default link frostComment Comment
highlight default link frostNote Comment
highlight default link frostHeading Title
highlight default link frostLabel Tag
highlight default link frostCue Function
highlight default link frostExtension Special
highlight default link frostParenthetical Special
highlight default link frostProse String
highlight default link frostKeyword Statement
highlight default link frostTransition PreProc
highlight default link frostSize Keyword
highlight default link frostCamera Constant
highlight default link frostMove Function
highlight default link frostLight Constant
highlight default link frostStage Constant
highlight default link frostModifier Constant
highlight default link frostJoint Operator
highlight default link frostName Type
highlight default link frostParam Identifier
highlight default link frostString String
highlight default link frostNumber Number
highlight default link frostColour Constant

let b:current_syntax = 'frost'
