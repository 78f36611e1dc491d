//! Why an order is not carried out, as it is written down and told.

use super::*;

impl Errand<'_> {
    pub(super) fn note(&self, entry: Entry) -> Result<(), Refusal> {
        self.shop.takes.ledger.append(entry).map_err(|e| self.disk(&e))
    }

    pub(super) fn disk(&self, error: &io::Error) -> Refusal {
        Refusal::Not(unwritten(error))
    }

    /// A result that there is no room for: its job may be asked for it again, else it may have been paid and is gone.
    pub(super) fn unkept(&self, attempt: &str, error: &io::Error) -> Refusal {
        let reason = unwritten(error);
        match self.shop.takes.ledger.attempt(attempt).map(|a| a.state) {
            Some(State::Submitted(_)) => Refusal::Later(reason),
            _ => Refusal::Undecided { attempt: attempt.to_string(), reason },
        }
    }

    /// Nothing is bought that there is no room for.
    pub(super) fn room(&self) -> Result<(), Refusal> {
        let needed = match (self.want.order.role, self.want.order.size) {
            (Role::Picture, Some([w, h])) => u64::from(w) * u64::from(h) * 4,
            (Role::Picture, None) => 8 << 20,
            (Role::Animate | Role::Portrait, _) => 32 << 20,
            _ => 8 << 20,
        };
        match self.shop.takes.room() {
            Some(room) if room < needed => Err(Refusal::Not(format!("{CLOSED}the disk of takes/ has room for {} MB, and this may take {}", room >> 20, needed.div_ceil(1 << 20)))),
            _ => Ok(()),
        }
    }

    /// What a fault means before anything was bought.
    pub(super) fn before(&self, fault: Fault) -> Refusal {
        match fault {
            Fault::Moderation(reason) => Refusal::Moderation(reason),
            Fault::Key(reason) | Fault::Money(reason) => Refusal::Not(format!("{CLOSED}{reason}")),
            fault => Refusal::Not(fault.reason().to_string()),
        }
    }

    /// Nothing was bought. Where even that cannot be written, the intent stands, and the author is asked.
    pub(super) fn void(&self, attempt: &str, refusal: Refusal) -> Refusal {
        let reason = match &refusal {
            Refusal::Moderation(r) | Refusal::Not(r) | Refusal::Later(r) => r.clone(),
            _ => "called off".into(),
        };
        let refused = matches!(refusal, Refusal::Moderation(_));
        let _ = self.note(Entry::Failed { attempt: attempt.to_string(), reason: self.hide(&reason), spent: false, refused, at: now() });
        refusal
    }

    /// Something may have been paid, and there is no take. Where nobody wants money it is made again next time.
    pub(super) fn lost(&self, attempt: &str, reason: String) -> Refusal {
        if self.is_free() {
            return self.void(attempt, Refusal::Not(reason));
        }
        let reason = self.hide(&reason);
        let _ = self.note(Entry::Failed { attempt: attempt.to_string(), reason: reason.clone(), spent: true, refused: false, at: now() });
        Refusal::Undecided { attempt: attempt.to_string(), reason }
    }

    pub fn discreet(&self, refusal: Refusal) -> Refusal {
        match refusal {
            Refusal::Moderation(r) => Refusal::Moderation(self.hide(&r)),
            Refusal::Undecided { attempt, reason } => Refusal::Undecided { attempt, reason: self.hide(&reason) },
            Refusal::Not(r) => Refusal::Not(self.hide(&r)),
            Refusal::Later(r) => Refusal::Later(self.hide(&r)),
            other => other,
        }
    }

    /// Words from outside, without the key in them.
    pub(super) fn hide(&self, text: &str) -> String {
        self.counter.pass.as_ref().map_or_else(|| text.to_string(), |p| p.secret.hide(text))
    }
}

/// Takes that the disk does not take.
fn unwritten(error: &io::Error) -> String {
    format!("{CLOSED}takes/ cannot be written: {}", crate::host::plain(error))
}
