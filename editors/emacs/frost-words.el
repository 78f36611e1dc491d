;;; frost-words.el --- The words of Frost  -*- lexical-binding: t; -*-

;; Generated from the vocabulary table; `FROST_WRITE=1 cargo test generated` writes it anew.

;;; Code:

(defconst frost-properties '("look" "avoid" "mood" "voice")
  "Words that prose follows.")

(defconst frost-blocks '("character" "extras" "film" "location" "music" "prop" "sound" "style" "version")
  "Words at the margin that hold deeper lines.")

(defconst frost-transitions '("cut" "smash cut" "match cut" "jump cut" "dissolve" "fade in" "fade out" "wipe left" "wipe right" "wipe up" "wipe down" "iris in" "iris out" "push left" "push right" "whip left" "whip right" "j-cut" "l-cut" "cut to" "smash cut to" "match cut to" "jump cut to" "dissolve to" "crossfade" "cross dissolve" "fade to black" "wipe" "iris" "j cut" "jcut" "l cut" "lcut"))

(defconst frost-forms
  '((shot
     ("in" "setup" "shot")
     (size "extreme close up" "extreme close-up" "extreme closeup" "medium close up" "medium close-up" "medium closeup" "extreme close" "big close up" "big close-up" "clean single" "dirty single" "establishing" "extreme long" "extreme wide" "medium close" "big closeup" "medium long" "medium wide" "group shot" "big close" "very long" "very wide" "american" "close up" "close-up" "reaction" "two shot" "two-shot" "closeup" "cutaway" "cowboy" "insert" "master" "medium" "single" "close" "group" "full" "long" "wide" "BCU" "COW" "ECU" "ELS" "EWS" "MCU" "MFS" "MLS" "MWS" "VLS" "VWS" "XCU" "XLS" "mid" "CU" "FS" "LS" "MS" "WS")
     (camera "three-quarter right" "three-quarter left" "through the window" "across the line" "anamorphic lens" "frame in frame" "shoulder level" "telephoto lens" "profile right" "shallow focus" "three quarter" "three-quarter" "fisheye lens" "freeze frame" "profile left" "from behind" "medium lens" "normal lens" "right third" "short sided" "short-sided" "slow motion" "slow-motion" "symmetrical" "anamorphic" "deep focus" "high angle" "knee level" "left third" "macro lens" "time-lapse" "eye level" "hip level" "lead room" "long lens" "look room" "low angle" "symmetric" "tele lens" "timelapse" "wide lens" "centered" "headroom" "overhead" "shoulder" "centred" "profile" "shallow" "aerial" "freeze" "ground" "slo-mo" "front" "macro" "back" "bird" "deep" "knee" "worm" "hip")
     (joint "reverse of" "dutch" "omit" "over" "and" "ots" "pov" "of" "on"))
    (camera
     ("camera")
     (size "extreme close up" "extreme close-up" "extreme closeup" "medium close up" "medium close-up" "medium closeup" "extreme close" "big close up" "big close-up" "extreme long" "extreme wide" "medium close" "big closeup" "medium long" "medium wide" "big close" "very long" "very wide" "american" "close up" "close-up" "closeup" "cowboy" "medium" "close" "full" "long" "wide" "BCU" "COW" "ECU" "ELS" "EWS" "MCU" "MFS" "MLS" "MWS" "VLS" "VWS" "XCU" "XLS" "mid" "CU" "FS" "LS" "MS" "WS")
     (move "whip pan right" "pedestal down" "rack focus to" "whip pan left" "orbit right" "pedestal up" "truck right" "crane down" "crash zoom" "dolly zoom" "locked off" "orbit left" "truck left" "arc right" "boom down" "dolly out" "hand-held" "pan right" "pull back" "tilt down" "arc left" "crane up" "dolly in" "handheld" "pan left" "pull out" "pull-out" "roll ccw" "whip pan" "zoom out" "boom up" "push in" "push-in" "rack to" "roll cw" "tilt up" "vertigo" "zoom in" "follow" "pan to" "static" "shake" "track" "hold")
     (modifier "ease in out" "from behind" "from ahead" "from side" "ease out" "ease in" "linear" "normal" "slowly" "quick" "ease" "fast" "lead" "side" "slow" "tail")
     (joint "from" "over" "then" "with" "and" "on" "to"))
    (stage
     ("stage")
     (stage "crouching" "downstage" "embracing" "lies down" "shrugging" "cheering" "climbing" "crouches" "drinking" "embraces" "kneeling" "pointing" "reaching" "saluting" "standing" "throwing" "dancing" "leaning" "praying" "pushing" "reaches" "running" "salutes" "sitting" "upstage" "walking" "weeping" "writing" "bowing" "camera" "center" "centre" "cheers" "climbs" "dances" "drinks" "kneels" "points" "pushes" "seated" "shrugs" "stands" "throws" "waving" "writes" "front" "leans" "lying" "prays" "right" "walks" "waves" "weeps" "away" "back" "bows" "down" "left" "lies" "near" "runs" "sits" "far" "up")
     (joint "puts down" "crosses" "enters" "facing" "drops" "exits" "holds" "looks" "turns" "wears" "from" "at" "in" "to"))
    (light
     ("light")
     (light "from behind" "from bottom" "flickering" "from above" "from below" "from front" "from right" "practicals" "silhouette" "volumetric" "backlight" "firelight" "from back" "from left" "from side" "lamplight" "moonlight" "practical" "rembrandt" "rim light" "from top" "god rays" "high key" "sunlight" "flicker" "low key" "neutral" "bottom" "screen" "front" "back" "cold" "cool" "fire" "hard" "lamp" "moon" "neon" "side" "soft" "warm" "rim" "sun" "top"))
    (weather
     ("weather")
     (light "overcast" "raining" "snowing" "cloudy" "clear" "heavy" "light" "storm" "windy" "dust" "mist" "rain" "snow" "wind" "fog"))
    (grain
     ("grain")
     (light "coarse" "medium" "heavy" "fine" "none"))
    (sound
     ("music" "sound")
     (joint "until scene end" "until film end" "until shot end" "until end" "fade out" "fade in" "from" "for" "off"))
    (card
     ("credits" "super" "title")
     (modifier "bottom right" "bottom left" "lower third" "upper third" "top right" "centered" "top left" "centred" "bottom" "center" "centre" "right" "left" "top")
     (joint "for"))
    (transition
     ("black")
     (transition "cross dissolve" "fade to black" "match cut to" "smash cut to" "dissolve to" "jump cut to" "push right" "whip right" "wipe right" "crossfade" "match cut" "push left" "smash cut" "whip left" "wipe down" "wipe left" "dissolve" "fade out" "iris out" "jump cut" "fade in" "iris in" "wipe up" "cut to" "j cut" "j-cut" "l cut" "l-cut" "iris" "jcut" "lcut" "wipe" "cut")
     (joint "black" "white" "from" "to"))
    (own
     ("audio" "clip" "image")
     (modifier "letterbox" "contain" "cover" "fill")
     (joint "speed" "from" "mute" "fit" "to"))
    (pace
     ("pace")
     (modifier "normal" "fast" "slow"))
    (runtime
     ("runtime")
     (modifier "at least" "at most" "exactly" "around" "about" "under" "over"))
    (name
     ("allow" "character" "extras" "location" "music" "prop" "sound" "style" "version")
     (joint "from"))
    (param
     ("param")
     (joint "spoken"))
    (words
     ("cast" "film" "wears"))
    (value
     ("at" "count" "font" "height" "loudness" "montage" "palette" "rate" "ref" "scenes" "seed" "size" "takes" "use" "vignette")
     (joint "from")))
  "Forms of statements: a name, the words that begin them, and the words of each class in them.")

(provide 'frost-words)
;;; frost-words.el ends here
