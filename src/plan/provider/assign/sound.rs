//! What is heard: lines one by one or as exchanges, beds of sound, and music.

use super::*;

impl<'a> Desk<'a> {
    pub(super) fn sounds(&mut self, plan: &mut Plan) {
        let mut renamed: BTreeMap<(String, String), String> = BTreeMap::new();
        let exchanged = self.exchanges(plan);
        for (place, sound) in plan.edit.sounds.iter_mut().enumerate() {
            if let Some(key) = exchanged.get(&place) {
                sound.task = key.clone();
                continue;
            }
            let Some(task) = self.old.get(&sound.task).cloned() else { continue };
            let scene = plan.scenes.iter().rev().find(|s| s.start <= sound.start).map_or("", |s| s.number.as_str());
            let shot = task.shot.clone().unwrap_or_default();
            let known = renamed.get(&(sound.task.clone(), scene.to_string())).cloned();
            let key = known.or_else(|| match &task.spec {
                Spec::Voice(_) if sound.role == SoundRole::Voice => self.voice(&task, scene, &shot),
                Spec::Ambience(_) | Spec::Music(_) => self.bed(&task, scene),
                _ => None,
            });
            if let Some(key) = key {
                renamed.insert((sound.task.clone(), scene.to_string()), key.clone());
                sound.task = key;
            }
        }
    }

    /// The voice of somebody at a provider: the author's choice, else one that it has, the same for all their lines.
    fn voice_of(&self, cast: &Cast, speaker: &str) -> Option<String> {
        let own = self.casting.voice(cast.name, speaker).map(str::to_string);
        own.or_else(|| match cast.model.voices.as_slice() {
            [] => None,
            voices => voices.get(usize::from(blake3::hash(speaker.as_bytes()).as_bytes()[0]) % voices.len()).cloned(),
        })
    }

    /// Lines that answer one another, where a model speaks them as one exchange and its author wants that: the keys of
    /// their tasks, by the place of the sound in the edit.
    fn exchanges(&mut self, plan: &Plan) -> BTreeMap<usize, String> {
        let mut spoken: Vec<(usize, u64, Task, String)> = Vec::new();
        for (place, sound) in plan.edit.sounds.iter().enumerate().filter(|(_, s)| s.role == SoundRole::Voice) {
            let scene = plan.scenes.iter().rev().find(|s| s.start <= sound.start).map_or("", |s| s.number.as_str());
            let Some(task) = self.old.get(&sound.task).filter(|t| matches!(t.spec, Spec::Voice(_))).cloned() else { continue };
            spoken.push((place, sound.start, task, scene.to_string()));
        }
        spoken.sort_by_key(|(place, start, ..)| (*start, *place));
        let mut out = BTreeMap::new();
        let mut run: Vec<(usize, Task, order::Line, u64)> = Vec::new();
        let mut of: Option<(Cast<'a>, String)> = None;
        for (place, _, task, scene) in spoken {
            let Spec::Voice(line) = &task.spec else { continue };
            let shot = task.shot.clone().unwrap_or_default();
            let cast = self.cast(Role::Speech, &scene, &shot, &[&line.speaker]).filter(|c| c.model.dialogue && self.casting.options(&c.model_name).get(DIALOGUE).is_some_and(|v| v == "on"));
            let next = cast.and_then(|c| Some((order::Line { voice: self.voice_of(&c, &line.speaker)?, text: line.text.clone(), manner: line.manner.clone() }, c)));
            let long: usize = run.iter().map(|r| r.2.text.chars().count() + 1).sum::<usize>() + line.text.chars().count();
            let goes_on = next.as_ref().is_some_and(|(_, c)| of.as_ref().is_some_and(|(o, s)| o.name == c.name && o.model_name == c.model_name && *s == scene && long <= c.model.prompt));
            if !goes_on {
                self.exchange(&mut out, std::mem::take(&mut run), of.take());
            }
            if let Some((line_of, cast)) = next {
                run.push((place, task.clone(), line_of, line.samples));
                of = Some((cast, scene));
            }
        }
        self.exchange(&mut out, run, of);
        out
    }

    /// One order for a run of lines; a line alone is ordered as ever.
    fn exchange(&mut self, out: &mut BTreeMap<usize, String>, run: Vec<(usize, Task, order::Line, u64)>, of: Option<(Cast<'a>, String)>) {
        let (Some((cast, _)), true) = (of, run.len() > 1) else { return };
        let lines: Vec<order::Line> = run.iter().map(|r| r.2.clone()).collect();
        let mut order = plain_order(Role::Speech, &cast, lines.iter().map(|l| l.text.as_str()).collect::<Vec<_>>().join("\n"));
        order.seed = cast.has_seed(1).then(|| order::seed_of(&order.prompt));
        order.lines = lines;
        order.options.extend(self.casting.options(&cast.model_name));
        let cost = price(&cast, &order);
        for (number, (place, task, line, samples)) in run.into_iter().enumerate() {
            let key = self.add(order.clone(), Using::Voice { samples, line: Some(number as u32) }, cost, Vec::new(), task.shot.as_deref(), task.span);
            if let Some(key) = self.says(key, vec![Said { span: task.span, text: line.text }]) {
                out.insert(place, key);
            }
        }
    }

    fn voice(&mut self, task: &Task, scene: &str, shot: &str) -> Option<String> {
        let Spec::Voice(line) = &task.spec else { return None };
        let cast = self.cast(Role::Speech, scene, shot, &[&line.speaker])?;
        let Some(voice) = self.voice_of(&cast, &line.speaker) else {
            let problem = Diagnostic::new(Code::BackendFit, task.span, format!("`{}` has no voice for {}", cast.name, line.speaker));
            self.problems.push(problem.label("spoken by nobody").help(format!("name one of its voices in frost.toml: `[voices.{}]` and under it `{} = \"…\"`; or another provider for the role speech; or let the embedded voice speak: `speech = \"embedded\"`", cast.name, quoted(&line.speaker))));
            return None;
        };
        let long = line.text.chars().count();
        if long > cast.model.prompt {
            let problem = Diagnostic::new(Code::BackendFit, task.span, format!("the line has {long} characters, and `{}` speaks at most {}", cast.model_name, cast.model.prompt));
            self.problems.push(problem.label("too long for this voice").help(format!("part the line in two; or {}; or let the embedded voice speak: `speech = \"embedded\"`", others(Role::Speech, &cast, |m| m.prompt >= long))));
            return None;
        }
        let mut order = plain_order(Role::Speech, &cast, line.text.clone());
        order.voice = Some(voice);
        order.manner = line.manner.clone();
        order.seed = cast.has_seed(1).then(|| order::seed_of(&format!("{}: {}", line.speaker, line.text)));
        if line.pace != 100 {
            order.options.insert("pace".into(), line.pace.to_string());
        }
        order.options.extend(self.casting.options(&cast.model_name));
        let cost = price(&cast, &order);
        let key = self.add(order, Using::Voice { samples: line.samples, line: None }, cost, Vec::new(), task.shot.as_deref(), task.span);
        self.says(key, vec![Said { span: task.span, text: line.text.clone() }])
    }

    fn bed(&mut self, task: &Task, scene: &str) -> Option<String> {
        let (role, words, seconds, using) = match &task.spec {
            Spec::Ambience(bed) => (Role::Sound, bed.words.clone(), bed.seconds, Using::Ambience { looped: bed.seconds > EFFECT }),
            Spec::Music(tune) => (Role::Music, tune.mood.clone(), tune.seconds, Using::Music),
            _ => return None,
        };
        let cast = self.cast(role, scene, "", &[])?;
        // A bed goes round: it need not be longer than the model makes it.
        let most = cast.model.seconds.as_ref().map_or(seconds, Seconds::most);
        let most = if role == Role::Sound { most.min(BED) } else { most };
        let least = match &cast.model.seconds {
            Some(Seconds::Range([least, _])) => *least,
            _ => 1,
        };
        let seconds = seconds.min(most).max(least);
        let beat = if let Spec::Music(tune) = &task.spec { beat(tune) } else { String::new() };
        let text = self.within(&words, cast.model.prompt.saturating_sub(beat.chars().count()), &cast, task.span, &format!("the words of this {role} are"));
        let mut order = plain_order(role, &cast, text + &beat);
        order.milliseconds = Some(u64::from(seconds) * 1000);
        order.options.extend(self.casting.options(&cast.model_name));
        let cost = price(&cast, &order);
        let key = self.add(order, using, cost, Vec::new(), None, task.span);
        self.says(key, vec![Said { span: task.span, text: words }])
    }
}

/// The tempo and the metre of a tune, which shots may be counted in, as words.
fn beat(tune: &Music) -> String {
    let tempo = tune.tempo.map_or(String::new(), |t| format!(", {} bpm", f64::from(t) / 100.0));
    tempo + &tune.beats.map_or(String::new(), |beats| format!(", {beats} beats to the bar"))
}
