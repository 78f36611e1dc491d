//! The command line: one file a command. Each asks the phases and says what they answered.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand, ValueEnum};

mod cache;
pub mod casting;
mod chart;
mod check;
pub mod config;
mod explain;
pub mod fix;
mod fmt;
pub mod lock;
pub mod media;
mod new;
mod plan;
pub mod project;
mod number;
mod orders;
mod picks;
mod stage;
mod table;
pub mod say;
mod shapes;
pub mod takes;
mod trust;
pub mod variation;
mod why;

use casting::Providers;
use variation::Variation;

/// A screenplay that is a typed program: checked, timed, planned, and rendered as a film.
#[derive(Debug, Parser)]
#[command(name = "frost", version, arg_required_else_help = true)]
pub struct Args {
    #[command(subcommand)]
    pub command: Command,
    /// Colour in messages.
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto)]
    pub color: Colour,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    Auto,
    Always,
    Never,
}

/// What a film is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum As {
    /// H.264 and AAC.
    Mp4,
    /// ProRes 422 HQ and PCM in QuickTime, for editing programs.
    Prores,
    /// An animated GIF, 640 pixels wide unless `--size` says otherwise.
    Gif,
    /// An animated WebP, 960 pixels wide unless `--size` says otherwise.
    Webp,
    /// A PNG a frame, as `frames/{frame}.png`.
    Png,
    /// The sound alone.
    Wav,
    /// An MP4 a shot, as `shots/{shot}.mp4`.
    Shots,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// The script with the problems drawn into it.
    Human,
    /// One line a problem.
    Short,
    /// One JSON object on standard output.
    Json,
    /// A SARIF 2.1.0 log on standard output, for code review tools.
    Sarif,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a project: a short script that renders, frost.toml, .gitignore
    New {
        dir: PathBuf,
    },
    /// Say everything that is wrong with scripts
    Check {
        #[arg(required = true)]
        files: Vec<PathBuf>,
        #[arg(long, value_enum, default_value_t = Format::Human)]
        format: Format,
        /// Show the notes on rhythm too, and a chart of each scene: sizes, sides of the line, lengths.
        #[arg(long)]
        continuity: bool,
        /// Show which words of each look the paper theatre has a shape for, and which it passes over.
        #[arg(long)]
        shapes: bool,
        #[command(flatten)]
        variation: Variation,
        /// Check one film a row of comma-separated values; the first row names params.
        #[arg(long, value_name = "ROWS.csv")]
        data: Option<PathBuf>,
    },
    /// Apply the fixes that problems offer
    Fix {
        file: PathBuf,
        /// Fixes too whose meaning should be looked at.
        #[arg(long)]
        r#unsafe: bool,
        /// Show what would change instead of changing it.
        #[arg(long)]
        diff: bool,
    },
    /// Lay scripts out in the one way; `-` reads standard input
    Fmt {
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Change nothing; exit 1 if something would change.
        #[arg(long)]
        check: bool,
        /// Wrap lines of prose that are longer than this many columns.
        #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(40..=400))]
        wrap: Option<u16>,
        /// Show what would change instead of changing it.
        #[arg(long)]
        diff: bool,
    },
    /// Show the plan: shots with their times, tasks with their keys and costs
    Plan {
        file: PathBuf,
        /// As one line of JSON.
        #[arg(long, conflicts_with = "graph")]
        json: bool,
        /// As a Graphviz DOT graph.
        #[arg(long)]
        graph: bool,
        /// Say for one shot where each of its properties comes from.
        #[arg(long, value_name = "SHOT", conflicts_with_all = ["graph"])]
        why: Option<String>,
        /// Say for one shot where people and camera stand, and where they are in its frame.
        #[arg(long, value_name = "SHOT", conflicts_with_all = ["graph", "why"])]
        stage: Option<String>,
        /// The script with the shots that coverage made written out.
        #[arg(long, conflicts_with_all = ["json", "graph", "why", "stage"])]
        write_coverage: bool,
        /// The words that are sent to providers, order by order.
        #[arg(long, conflicts_with_all = ["graph", "why", "stage", "write_coverage"])]
        prompts: bool,
        /// The JSON Schema of `--json`.
        #[arg(long, hide = true)]
        schema: bool,
        #[command(flatten)]
        variation: Variation,
        #[command(flatten)]
        providers: Providers,
        /// Plan one film a row of comma-separated values; with `--json`, one object a line.
        #[arg(long, value_name = "ROWS.csv")]
        data: Option<PathBuf>,
    },
    /// Write numbers to scenes and shots that have none, so that they stay
    Number {
        file: PathBuf,
        /// Show what would change instead of changing it.
        #[arg(long)]
        diff: bool,
    },
    /// Speak every line and keep the measured lengths in frost.lock
    Voice {
        file: PathBuf,
        #[command(flatten)]
        variation: Variation,
    },
    /// Render the film
    Render(Render),
    /// Write one frame as PNG: the one that the encoder is handed there
    Frame {
        file: PathBuf,
        /// A timecode such as 00:00:12:10, a frame such as 240f, or seconds such as 12.5s.
        #[arg(long, required_unless_present = "shot", conflicts_with = "shot")]
        at: Option<String>,
        /// The middle of a shot, such as 2.3.
        #[arg(long)]
        shot: Option<String>,
        #[arg(short, long)]
        out: PathBuf,
        /// Width and height, as 960x540.
        #[arg(long)]
        size: Option<String>,
        #[command(flatten)]
        variation: Variation,
        #[command(flatten)]
        providers: Providers,
    },
    /// Write the storyboard as one picture
    Board {
        file: PathBuf,
        #[arg(short, long)]
        out: PathBuf,
        /// The floor plan instead: people and cameras from above, shot by shot.
        #[arg(long)]
        floor: bool,
        #[command(flatten)]
        variation: Variation,
        #[command(flatten)]
        providers: Providers,
    },
    /// Say what a problem's code means, with a failing and a mended script
    Explain {
        /// A code such as `presence`; all codes are listed without one.
        code: Option<String>,
    },
    /// List what was bought for a film, shot by shot
    Takes {
        file: PathBuf,
        /// Of one shot, as 2.3.
        shot: Option<String>,
        #[arg(long)]
        json: bool,
        /// Draw them side by side in a picture.
        #[arg(short, long, value_name = "SHEET.png", conflicts_with = "json")]
        out: Option<PathBuf>,
    },
    /// Say which take of a shot stands
    Take {
        file: PathBuf,
        shot: String,
        /// The number of the take, as `frost takes` counts.
        #[arg(long, value_name = "N", required_unless_present_any = ["unpick", "trim"])]
        pick: Option<usize>,
        /// Let the script decide again.
        #[arg(long, conflicts_with = "pick")]
        unpick: bool,
        /// Show this part of the shot's clip: 0.5s-3.2s, 0.5s- to its end, or none for all of it.
        #[arg(long, value_name = "FROM-TO", allow_hyphen_values = true, value_parser = takes::trimming)]
        trim: Option<takes::Trimming>,
        /// Of which role: picture, animate, portrait, speech; picture if nothing is said.
        #[arg(long)]
        role: Option<String>,
    },
    /// Have the next render buy a new take of a shot
    Retake {
        file: PathBuf,
        shot: String,
        /// Of one role only.
        #[arg(long)]
        role: Option<String>,
        /// Of several lines or sounds in the shot, only the one of this number, as `frost takes` shows it.
        #[arg(long, value_name = "N", requires = "role", value_parser = clap::value_parser!(u32).range(1..))]
        line: Option<u32>,
        /// How many new takes.
        #[arg(short = 'n', long = "takes", value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=16))]
        count: u32,
        /// The seed of the first; those after it count up.
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(..1 << 32))]
        seed: Option<u64>,
        /// Show this part of the new clip, as with `frost take`.
        #[arg(long, value_name = "FROM-TO", allow_hyphen_values = true, value_parser = takes::trimming)]
        trim: Option<takes::Trimming>,
    },
    /// Serve an editor on standard input and output, by the language server protocol
    Lsp {
        /// Some editors say so; there is no other way.
        #[arg(long, hide = true)]
        stdio: bool,
    },
    /// Show what is under way at providers or uncertain, and decide
    Resume {
        file: PathBuf,
        /// An uncertain or lost attempt that may be bought again. Can be repeated.
        #[arg(long, value_name = "ATTEMPT")]
        again: Vec<String>,
    },
    /// Show, verify and prune what is kept of a film, or export it whole
    Cache {
        #[command(subcommand)]
        action: cache::Action,
    },
    /// Show what the connections of a project would do, and let them
    Trust {
        /// A script or the folder of a project.
        #[arg(default_value = ".")]
        place: PathBuf,
        /// Say yes without being asked.
        #[arg(long)]
        yes: bool,
    },
    /// Say what this machine has and what is missing
    Doctor {
        #[arg(long)]
        json: bool,
    },
    /// Write a completion script for a shell
    #[command(hide = true)]
    Completions {
        shell: clap_complete::Shell,
    },
    /// Write the manual page
    #[command(hide = true)]
    Man,
    /// Say what a file of one's own holds, as JSON
    #[command(hide = true)]
    Probe {
        medium: String,
        file: PathBuf,
    },
}

#[derive(Debug, clap::Args)]
pub struct Render {
    pub file: PathBuf,
    /// The film; beside the script with the ending .mp4 if not given. Its ending says what it is: .mp4, .mov (ProRes),
    /// .gif, .webp, .wav, {frame}.png; with {shot} in the name each shot is a file.
    #[arg(short, long)]
    pub out: Option<PathBuf>,
    /// What to write, where no name says it.
    #[arg(long = "as", value_name = "FORM")]
    pub form: Option<As>,
    /// One shot, as 2.3.
    #[arg(long, conflicts_with_all = ["from", "to"])]
    pub shot: Option<String>,
    /// Where to start: a timecode, a frame as 240f, or seconds as 12.5s.
    #[arg(long)]
    pub from: Option<String>,
    /// Where to stop, not included.
    #[arg(long)]
    pub to: Option<String>,
    /// Width and height, as 1280x720; another shape than the film's is letterboxed.
    #[arg(long)]
    pub size: Option<String>,
    /// Half size and the fastest encoder, to look at timing.
    #[arg(long)]
    pub draft: bool,
    /// The summary as one line of JSON.
    #[arg(long)]
    pub json: bool,
    /// Dollars that this render may spend at providers; more buys nothing at all.
    #[arg(long, value_name = "DOLLARS")]
    pub budget: Option<f64>,
    #[command(flatten)]
    pub variation: Variation,
    #[command(flatten)]
    pub providers: Providers,
    /// Render one film a row of comma-separated values, to targets such as `out/{city}.mp4`.
    #[arg(long, value_name = "ROWS.csv")]
    pub data: Option<PathBuf>,
}

/// How commands end: 0 well, 1 with errors in the script or the work, 2 on wrong usage or input that cannot be read.
pub const FAILED: u8 = 1;
pub const USAGE: u8 = 2;

/// The commands that need no FFmpeg. `None` when the command belongs to the media executable.
pub fn front(args: &Args) -> Option<ExitCode> {
    let colour = args.color;
    Some(match &args.command {
        Command::New { dir } => new::run(dir),
        Command::Check { files, format, continuity, shapes, variation, data } => check::run(files, *format, check::Reports { continuity: *continuity, shapes: *shapes }, variation, data.as_deref(), colour),
        Command::Fix { file, r#unsafe, diff } => fix::run(file, *r#unsafe, *diff, colour),
Command::Fmt { files, check, wrap, diff } => fmt::run(files, *check, *diff, wrap.map(usize::from)),
        Command::Plan { file, json, graph, why, stage, write_coverage, prompts, schema, variation, providers, data } => {
            let form = match (why, write_coverage) {
                _ if *schema => plan::Form::Schema,
                _ if *prompts => plan::Form::Prompts(*json),
                _ if stage.is_some() => plan::Form::Stage(stage.as_deref().unwrap_or_default(), *json),
                (Some(shot), _) => plan::Form::Why(shot, *json),
                (None, true) => plan::Form::Coverage,
                _ if *json => plan::Form::Json,
                _ if *graph => plan::Form::Graph,
                _ => plan::Form::Table,
            };
            plan::run(file, form, variation, providers, data.as_deref(), colour)
        }
        Command::Cache { action } => cache::run(action, colour),
        Command::Takes { file, shot, json, out: None } => takes::list(file, shot.as_deref(), *json),
        Command::Take { file, shot, pick, unpick, trim, role } => {
            let decision = match (pick, unpick) {
                (Some(number), _) => takes::Decision::Pick(*number),
                (None, true) => takes::Decision::Unpick,
                (None, false) => takes::Decision::Keep,
            };
            takes::take(file, shot, role.as_deref(), decision, *trim)
        }
        Command::Retake { file, shot, role, line, count, seed, trim } => takes::retake(file, shot, role.as_deref(), *line, *count, *seed, *trim),
        Command::Resume { file, again } => takes::resume(file, again),
        Command::Lsp { .. } => crate::lsp::run(),
        Command::Trust { place, yes } => trust::run(place, *yes),
        Command::Number { file, diff } => number::run(file, *diff, colour),
        Command::Explain { code } => explain::run(code.as_deref()),
        Command::Completions { shell } => {
            clap_complete::generate(*shell, &mut Args::command(), "frost", &mut std::io::stdout());
            ExitCode::SUCCESS
        }
        Command::Man => match clap_mangen::Man::new(Args::command()).render(&mut std::io::stdout()) {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::from(FAILED),
        },
        Command::Render(_) | Command::Frame { .. } | Command::Board { .. } | Command::Takes { .. } | Command::Doctor { .. } | Command::Voice { .. } | Command::Probe { .. } => return None,
    })
}
