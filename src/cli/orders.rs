//! The orders of a plan for people: what is sent, what it costs, what is there already.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

use serde_json::{Value, json};

use super::{FAILED, lock, picks, say};
use crate::plan::Plan;
use crate::plan::provider::{Casting, Order};
use crate::plan::task::{Spec, Task};
use crate::run::ledger::{Attempt, LedgerError, State};
use crate::host;
use crate::run::{Cache, takes};

/// Orders with the task that bears their cost: equal ones are bought once.
fn orders(plan: &Plan) -> impl Iterator<Item = (&Task, &Order, String)> {
    let mut seen = BTreeSet::new();
    plan.tasks.iter().filter_map(move |task| match &task.spec {
        Spec::Order { order, .. } => {
            let key = order.key(&task.inputs);
            seen.insert(key.clone()).then_some((task, &**order, key))
        }
        _ => None,
    })
}

/// What the ledger and the lock say of orders.
struct Standing {
    /// How many takes of each were bought or are under way: they cost nothing now.
    paid: BTreeMap<String, u32>,
    /// How many their author asked for last.
    wanted: BTreeMap<String, u32>,
    /// Tasks whose take is chosen.
    picked: BTreeSet<String>,
}

impl Standing {
    /// A ledger or a lock that cannot be read is said: what was bought is not known then.
    fn of(file: &Path, plan: &Plan) -> Result<Standing, ExitCode> {
        let mut paid: BTreeMap<String, u32> = BTreeMap::new();
        let unreadable = |e: LedgerError| {
            say::trouble(format_args!("{}: {e}", takes::folder(file).join(takes::LEDGER).display()));
            ExitCode::from(FAILED)
        };
        let attempts = takes::look(file).map_err(unreadable)?;
        let stands = |a: &&Attempt| !a.stands_back && matches!(a.state, State::Stored { .. } | State::Submitted(_));
        for attempt in attempts.iter().filter(stands) {
            *paid.entry(attempt.order.clone()).or_default() += 1;
        }
        let stored = |id: &str| attempts.iter().any(|a| a.id == id && matches!(a.state, State::Stored { .. }));
        let picked = picks::picked(file, &lock::picks(file)?, &plan.tasks, &attempts);
        Ok(Standing { paid, wanted: takes::wanted(file).map_err(unreadable)?, picked: picked.into_iter().filter(|(_, id)| stored(id)).map(|(task, _)| task).collect() })
    }

    /// How many takes of a task are still to be bought.
    fn due(&self, task: &Task, key: &str) -> u32 {
        if self.picked.contains(&task.key) {
            return 0;
        }
        let wanted = takes_of(task).max(self.wanted.get(key).copied().unwrap_or(1));
        wanted.saturating_sub(self.paid.get(key).copied().unwrap_or(0))
    }
}

fn takes_of(task: &Task) -> u32 {
    match &task.spec {
        Spec::Order { takes, .. } => (*takes).max(1),
        _ => 1,
    }
}

/// What is there already, by the key of its task, in a word: what is in the cache, and what was bought.
pub fn there(file: &Path, plan: &Plan) -> Result<BTreeMap<String, String>, ExitCode> {
    let standing = Standing::of(file, plan)?;
    let cache = Cache::at(&host::cache(file));
    let word = |task: &Task| match &task.spec {
        Spec::Cut { .. } => None,
        Spec::Order { order, .. } => {
            let (key, all) = (order.key(&task.inputs), takes_of(task));
            match standing.due(task, &key) {
                0 => Some("bought".to_string()),
                due if due < all => Some(format!("{} of {all} bought", all - due)),
                _ => None,
            }
        }
        _ => cache.has(&task.key).then(|| "cached".to_string()),
    };
    Ok(plan.tasks.iter().filter_map(|task| Some((task.key.clone(), word(task)?))).collect())
}

pub fn list(file: &Path, plan: &Plan) -> Result<Vec<Value>, ExitCode> {
    let standing = Standing::of(file, plan)?;
    Ok(orders(plan).map(|(task, order, key)| json!({ "task": task.key, "shot": task.shot, "kind": task.kind, "cost": task.cost, "bought": standing.due(task, &key) == 0, "takes": takes_of(task), "order": order })).collect())
}

pub fn prompts(file: &Path, plan: &Plan) -> Result<String, ExitCode> {
    let standing = Standing::of(file, plan)?;
    let mut out = String::new();
    for (task, order, key) in orders(plan) {
        let size = order.size.map_or(String::new(), |[w, h]| format!(" · {w}x{h}"));
        let seconds = order.milliseconds.map_or(String::new(), |ms| format!(" · {} s", ms as f64 / 1000.0));
        let voice = order.voice.as_ref().map_or(String::new(), |v| format!(" · voice {v}"));
        let options: String = order.options.iter().map(|(k, v)| format!(" · {k} {v}")).collect();
        let bought = if standing.due(task, &key) == 0 { " · bought" } else { "" };
        let _ = writeln!(out, "{} {} · {}/{}{size}{seconds}{voice}{options} · ${:.3}{bought}", task.kind, task.shot.as_deref().unwrap_or_default(), order.provider, order.model, task.cost as f64 / 100_000.0);
        if order.lines.is_empty() {
            let _ = writeln!(out, "  {}", if order.prompt.is_empty() { "(no words)" } else { &order.prompt });
        }
        if !order.avoid.is_empty() {
            let _ = writeln!(out, "  avoid: {}", order.avoid);
        }
        for line in &order.lines {
            let manner = if line.manner.is_empty() { String::new() } else { format!(" ({})", line.manner.join(", ")) };
            let _ = writeln!(out, "  voice {}{manner}: {}", line.voice, line.text);
        }
        if !order.manner.is_empty() {
            let _ = writeln!(out, "  manner: {}", order.manner.join(", "));
        }
        for reference in &order.references {
            let _ = writeln!(out, "  from {}", reference.file.display());
        }
        if let Some(ends) = &order.ends {
            let _ = writeln!(out, "  begins with what the camera sees first{}", if ends.last { ", ends with what it sees last" } else { "" });
        }
        for input in &task.inputs {
            if let Some(made) = plan.tasks.iter().find(|t| t.key == *input) {
                let _ = writeln!(out, "  from the {} {}", made.kind, made.shot.as_deref().unwrap_or_default());
            }
        }
    }
    if out.is_empty() {
        out.push_str("nothing is asked of any provider: everything is made by the embedded backends");
    }
    Ok(out)
}

/// What is left to be paid, and what it comes to with the takes that are thrown away; nothing without orders.
pub fn costs(file: &Path, plan: &Plan, casting: &Casting) -> Result<Option<String>, ExitCode> {
    let standing = Standing::of(file, plan)?;
    let (mut to_pay, mut expected, mut there, mut all) = (0_u64, 0_u64, 0_usize, 0_usize);
    for (task, order, key) in orders(plan) {
        all += 1;
        let missing = standing.due(task, &key);
        if missing == 0 {
            there += 1;
            continue;
        }
        let cost = task.cost / u64::from(takes_of(task)) * u64::from(missing);
        to_pay += cost;
        // Who orders several takes expects to throw some away.
        let kept = (casting.kept(order) * missing).clamp(1, 100);
        expected += (cost * 100).div_ceil(u64::from(kept));
    }
    let dollars = |v: u64| format!("${:.2}", v as f64 / 100_000.0);
    let providers: BTreeSet<&str> = orders(plan).map(|(_, order, _)| order.provider.as_str()).collect();
    let guessed: Vec<String> = providers.into_iter().flat_map(|p| casting.unverified(p).into_iter().map(move |model| format!("{p}/{model}"))).collect();
    let guessed = if guessed.is_empty() || to_pay == 0 { String::new() } else { format!("\nnot from its provider's own list, and so perhaps another: what {} costs", guessed.join(", ")) };
    let budget = casting.budget.map_or(String::new(), |b| format!(", budget {}", dollars(b)));
    Ok((all > 0).then(|| format!("{all} orders, {there} bought; to pay {}, {} with the retakes to be expected{budget}{guessed}", dollars(to_pay), dollars(expected))))
}
