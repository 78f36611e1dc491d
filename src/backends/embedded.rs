//! The backends that come with the program: paper for pictures, spoken and synthesised sound.
//! Which task they are asked for is decided by the runner.

use super::paper;
use crate::plan::task::Spec;
use crate::run::schedule::Maker;

/// Makes every kind of task, with no key and no network, equal for equal tasks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Embedded;

impl Maker for Embedded {
    fn make(&self, spec: &Spec) -> Result<(Vec<u8>, Option<String>), String> {
        match spec {
            Spec::Plate { picture } => Ok((paper::draw(picture).to_bytes(), None)),
            Spec::Voice(_) | Spec::Ambience(_) | Spec::Music(_) => Err("to be merged".into()),
            Spec::Cut => Err("a cut is no artefact".into()),
        }
    }
}
