//! `frost cache`: what is kept of a film, whether it is whole, what can go, and all of it as one archive.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;

use super::casting::{self, Providers};
use super::variation::Variation;
use super::{Colour, FAILED, lock, project, say, variation};
use crate::host;
use crate::plan::Plan;
use crate::plan::edit::Source;
use crate::plan::task::Spec;
use crate::run::ledger::{Attempt, State};
use crate::run::{Cache, develop, takes};

mod archive;

#[derive(Clone, Debug, clap::Subcommand)]
pub enum Action {
    /// How much is kept, and what was paid for it
    Show { file: PathBuf },
    /// Read everything again: damaged entries are taken out, damaged takes are said
    Verify { file: PathBuf },
    /// Take out what the film does not need any more
    Prune {
        file: PathBuf,
        /// Takes too that do not stand in the film. What was paid for them is lost.
        #[arg(long)]
        paid: bool,
    },
    /// Write the film and all it was made from as one archive (tar)
    Export {
        file: PathBuf,
        #[arg(short, long)]
        out: PathBuf,
    },
    /// Unpack such an archive: all of it or nothing
    Import {
        archive: PathBuf,
        /// The folder of the film; beside the archive and named after it if not given.
        #[arg(short, long)]
        out: Option<PathBuf>,
    },
}

pub fn run(action: &Action, colour: Colour) -> ExitCode {
    let done = match action {
        Action::Show { file } => show(file, colour),
        Action::Verify { file } => verify(file),
        Action::Prune { file, paid } => prune(file, *paid, colour),
        Action::Export { file, out } => export(file, out, colour),
        Action::Import { archive, out } => import(archive, out.as_deref()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Some(why)) => {
            say::trouble(why);
            ExitCode::from(FAILED)
        }
        // It was said.
        Err(None) => ExitCode::from(FAILED),
    }
}

type Done = Result<(), Option<String>>;

fn open(file: &Path) -> Result<Cache, Option<String>> {
    let folder = host::cache(file);
    Cache::open(&folder).map_err(|e| Some(format!("{}: {}", folder.display(), host::plain(&e))))
}

fn attempts(file: &Path) -> Result<Vec<Attempt>, Option<String>> {
    takes::look(file).map_err(|e| Some(format!("{}: {e}", takes::folder(file).join(takes::LEDGER).display())))
}

fn size(bytes: u64) -> String {
    match bytes {
        b if b >= 1 << 30 => format!("{:.1} GB", b as f64 / f64::from(1 << 30)),
        b if b >= 1 << 20 => format!("{:.1} MB", b as f64 / f64::from(1 << 20)),
        b => format!("{:.0} kB", b as f64 / 1024.0),
    }
}

fn show(file: &Path, colour: Colour) -> Done {
    let cache = open(file)?;
    let entries = cache.entries().map_err(|e| Some(host::plain(&e)))?;
    say::result(format_args!("{}: {} entries, {}; all of it can be made again", host::cache(file).display(), entries.len(), size(entries.iter().map(|(_, b)| b).sum())));
    let others: u64 = cache.of_other_builds().map_err(|e| Some(host::plain(&e)))?.iter().map(|(_, bytes)| bytes).sum();
    if others > 0 {
        say::result(format_args!("  {} beside it were made by other builds of frost, which draw otherwise; `frost cache prune {}` takes them out", size(others), file.display()));
    }
    let attempts = attempts(file)?;
    let stored: Vec<u64> = attempts.iter().filter_map(|a| if let State::Stored { bytes, .. } = &a.state { Some(*bytes) } else { None }).collect();
    let spent: u64 = attempts.iter().map(Attempt::spent).sum();
    say::result(format_args!("{}: {} takes, {}; ${:.2} were spent", takes::folder(file).display(), stored.len(), size(stored.iter().sum()), spent as f64 / 100_000.0));
    if stored.is_empty() {
        return Ok(());
    }
    // Takes of other words than the script has now, and those that were not chosen.
    let (plan, _) = planned(file, colour)?;
    let (folder, used): (PathBuf, BTreeSet<PathBuf>) = (takes::folder(file), standing(file, &plan, &attempts).into_values().collect());
    let idle: BTreeSet<PathBuf> = attempts.iter().filter_map(|a| takes::file_of(&folder, a)).filter(|p| !used.contains(p) && p.exists()).collect();
    if !idle.is_empty() {
        let bytes = idle.iter().filter_map(|p| std::fs::metadata(p).ok()).map(|m| m.len()).sum();
        say::result(format_args!("  {} of them do not stand in the film, {}; `frost cache prune {} --paid` takes them out", idle.len(), size(bytes), file.display()));
    }
    Ok(())
}

fn verify(file: &Path) -> Done {
    let cache = open(file)?;
    let entries = cache.entries().map_err(|e| Some(host::plain(&e)))?;
    let damaged: Vec<&String> = entries.iter().map(|(key, _)| key).filter(|key| cache.get(key).is_none()).collect();
    for key in &damaged {
        cache.remove(key).map_err(|e| Some(host::plain(&e)))?;
        say::note(format_args!("{key} was damaged and is taken out; the next render makes it again"));
    }
    let folder = takes::folder(file);
    let mut lost = 0;
    let known = attempts(file)?;
    for attempt in &known {
        if let Some(path) = takes::file_of(&folder, attempt).filter(|p| !takes::is_whole(p)) {
            lost += 1;
            say::note(format_args!("{} is missing or damaged: take {} of {}", path.display(), attempt.id, attempt.shot.as_deref().unwrap_or(&attempt.role)));
        }
    }
    say::result(format_args!("{} entries, {} damaged; {} takes, {lost} missing or damaged", entries.len(), damaged.len(), known.iter().filter(|a| matches!(a.state, State::Stored { .. })).count()));
    if lost == 0 { Ok(()) } else { Err(Some("put the files back from a copy or from version control; they are not bought again unasked".into())) }
}

/// The plan of a script as a render without more purchases would have it, with what it was made from.
fn planned(file: &Path, colour: Colour) -> Result<(Plan, project::Checked), Option<String>> {
    let settings = variation::settings(file, &Variation::default()).map_err(|_| None)?;
    let checked = project::check(file, &settings).map_err(|e| Some(format!("{}: {e}", file.display())))?;
    if crate::diagnostics::has_errors(&checked.problems) {
        return Err(Some(format!("{}: it has errors; `frost check` shows them", file.display())));
    }
    let casting = casting::read(file, &Providers::default(), colour).map_err(|_| None)?;
    let plan = casting::plan(file, &checked, &casting, None, colour).map_err(|_| None)?;
    Ok((plan, checked))
}

/// The takes that stand in a plan: files by task.
fn standing(file: &Path, plan: &Plan, attempts: &[Attempt]) -> BTreeMap<String, PathBuf> {
    let (folder, picks) = (takes::folder(file), super::picks::picked(file, &lock::picks(file).unwrap_or_default(), &plan.tasks, attempts));
    plan.tasks
        .iter()
        .filter_map(|task| {
            let Spec::Order { order, .. } = &task.spec else { return None };
            let pick = picks.get(&task.key).map(String::as_str);
            let take = takes::circled(attempts, &order.key(&task.inputs), pick)?;
            Some((task.key.clone(), takes::file_of(&folder, take)?))
        })
        .collect()
}

/// The keys under which a plan's artefacts lie in the cache.
fn kept(plan: &Plan, standing: &BTreeMap<String, PathBuf>) -> BTreeSet<String> {
    plan.tasks.iter().map(|t| standing.get(&t.key).map_or_else(|| t.key.clone(), |file| develop::key(&t.key, file))).collect()
}

fn prune(file: &Path, paid: bool, colour: Colour) -> Done {
    let (plan, _) = planned(file, colour)?;
    let attempts = attempts(file)?;
    let standing = standing(file, &plan, &attempts);
    let keep = kept(&plan, &standing);
    let cache = open(file)?;
    let plain = |e: std::io::Error| Some(host::plain(&e));
    let (mut gone, mut bytes) = (0, 0);
    for (key, length) in cache.entries().map_err(plain)? {
        if !keep.contains(&key) {
            cache.remove(&key).map_err(plain)?;
            gone += 1;
            bytes += length;
        }
    }
    for (folder, length) in cache.of_other_builds().map_err(plain)? {
        std::fs::remove_dir_all(&folder).map_err(plain)?;
        bytes += length;
    }
    let mut takes_gone = 0;
    if paid {
        let files: BTreeSet<&PathBuf> = standing.values().collect();
        let folder = takes::folder(file);
        let mut old: Vec<PathBuf> = attempts.iter().filter_map(|a| takes::file_of(&folder, a)).filter(|p| !files.contains(p) && p.exists()).collect();
        old.sort();
        old.dedup();
        for path in old {
            bytes += std::fs::metadata(&path).map_or(0, |m| m.len());
            std::fs::remove_file(&path).map_err(plain)?;
            takes_gone += 1;
        }
    }
    say::result(format_args!("{gone} entries and {takes_gone} takes taken out, {}", size(bytes)));
    Ok(())
}

fn export(file: &Path, out: &Path, colour: Colour) -> Done {
    let (plan, checked) = planned(file, colour)?;
    let attempts = attempts(file)?;
    let standing = standing(file, &plan, &attempts);
    let root = host::project(file);
    let real = std::fs::canonicalize(&root).map_err(|e| Some(format!("{}: {}", root.display(), host::plain(&e))))?;
    let mut files: BTreeMap<String, PathBuf> = BTreeMap::new();
    let mut add = |path: &Path| -> Done {
        let place = std::fs::canonicalize(path).map_err(|e| Some(format!("{}: {}", path.display(), host::plain(&e))))?;
        let name = place.strip_prefix(&real).map_err(|_| Some(format!("{} lies outside the project, and what is unpacked must not climb out of its folder", path.display())))?;
        let parts: Vec<String> = name.components().filter_map(|c| if let Component::Normal(p) = c { Some(p.to_string_lossy().into_owned()) } else { None }).collect();
        files.insert(parts.join("/"), place.clone());
        Ok(())
    };
    for (_, source) in checked.sources.iter() {
        add(Path::new(&source.name))?;
    }
    for path in material(&plan) {
        add(&path)?;
    }
    for path in [root.join("frost.toml"), lock::path(file), takes::folder(file).join(takes::LEDGER)] {
        if path.is_file() {
            add(&path)?;
        }
    }
    for path in standing.values() {
        if !takes::is_whole(path) {
            return Err(Some(format!("{} is missing or damaged, so the archive would not make the film", path.display())));
        }
        add(path)?;
    }
    let cache = open(file)?;
    let mut made: Vec<(String, Vec<u8>)> = Vec::new();
    for key in kept(&plan, &standing) {
        if let (Some(name), Some(bytes)) = (cache.name(&key), cache.raw(&key)) {
            made.push((format!(".frost/cache/{name}"), bytes));
        }
    }
    let unbought = plan.tasks.iter().filter(|t| matches!(t.spec, Spec::Order { .. }) && !standing.contains_key(&t.key)).count();
    if unbought > 0 {
        return Err(Some(format!("{unbought} orders of this film are not bought yet; `frost render` buys them, then it can be exported")));
    }
    let plain = |e: std::io::Error| Some(format!("{}: {}", out.display(), host::plain(&e)));
    let folder = out.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut target = archive::Writer::new(host::temporary(folder).map_err(plain)?);
    let count = files.len() + made.len();
    for (name, path) in files {
        let bytes = std::fs::read(&path).map_err(|e| Some(format!("{}: {}", path.display(), host::plain(&e))))?;
        target.entry(&name, &bytes).map_err(plain)?;
    }
    for (name, bytes) in made {
        target.entry(&name, &bytes).map_err(plain)?;
    }
    let mut target = target.end().map_err(plain)?;
    target.flush().map_err(plain)?;
    target.persist(out).map_err(|e| plain(e.error))?;
    say::result(format_args!("{}: {count} files; `frost cache import` or any tar unpacks it; render {} there", out.display(), file.file_name().unwrap_or_default().to_string_lossy()));
    Ok(())
}

fn import(path: &Path, out: Option<&Path>) -> Done {
    let folder = out.map_or_else(|| path.with_extension(""), Path::to_path_buf);
    if folder == path {
        return Err(Some(format!("{} has no ending to take off; say where to with `-o`", path.display())));
    }
    let names = archive::unpack(path, &folder).map_err(Some)?;
    let scripts: Vec<String> = names.iter().filter(|n| n.components().count() == 1 && n.extension().is_some_and(|e| e == "frost")).map(|n| n.display().to_string()).collect();
    say::result(format_args!("{}: {} files{}", folder.display(), names.len(), if scripts.is_empty() { String::new() } else { format!("; render {}", scripts.join(" or ")) }));
    Ok(())
}

/// The author's own files in a plan.
fn material(plan: &Plan) -> Vec<PathBuf> {
    let mut out: Vec<PathBuf> = plan.edit.font.clone().into_iter().collect();
    for clip in &plan.edit.clips {
        if let Source::Footage(footage) = &clip.source {
            out.push(footage.path.clone());
        }
    }
    for task in &plan.tasks {
        match &task.spec {
            Spec::Audio(audio) => out.push(audio.file.clone()),
            Spec::Order { order, .. } => out.extend(order.references.iter().map(|r| r.file.clone())),
            _ => {}
        }
    }
    out
}

