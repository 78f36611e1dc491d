//! How each provider says what is wrong, in its own words.

use serde_json::json;

use super::Answer;

/// How a provider says what is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tongue {
    OpenAi,
    Did,
    Eleven,
    Plain,
}

impl Tongue {
    pub fn error(self, status: u16, code: &str, message: &str) -> Answer {
        match self {
            Tongue::OpenAi => super::openai::error(status, "t", code, message),
            Tongue::Did => Answer::json(status, json!({ "kind": code, "description": message })),
            Tongue::Eleven => Answer::json(status, json!({ "detail": { "type": "t", "code": code, "message": message, "request_id": "r" } })),
            Tongue::Plain => Answer::json(status, json!({ "error": message })),
        }
    }

    /// Nothing for servers at home, which refuse no words.
    pub fn moderation(self) -> Option<Answer> {
        Some(match self {
            Tongue::OpenAi => self.error(400, "moderation_blocked", "Your request was rejected by the safety system."),
            Tongue::Did => self.error(451, "TextModerationError", "the words are not allowed"),
            Tongue::Eleven => self.error(400, "content_policy_violation", "the words are not allowed"),
            Tongue::Plain => return None,
        })
    }

    pub fn money(self) -> Answer {
        match self {
            Tongue::OpenAi => self.error(429, "insufficient_quota", "You exceeded your current quota"),
            Tongue::Did => self.error(402, "InsufficientCreditsError", "not enough credits"),
            // As older servers say it: with the status of a wrong key.
            Tongue::Eleven => Answer::json(401, json!({ "detail": { "status": "quota_exceeded", "message": "This request exceeds your quota." } })),
            Tongue::Plain => self.error(402, "", "no money"),
        }
    }

    pub fn busy(self) -> Vec<Answer> {
        let code = match self {
            Tongue::OpenAi => "slow_down",
            Tongue::Eleven => "concurrent_limit_exceeded",
            _ => "TooManyRequestsError",
        };
        vec![
            self.error(429, code, "slow down").with("retry-after-ms", "20"),
            self.error(429, code, "slow down").with("retry-after", "1"),
            self.error(503, "server_is_overloaded", "busy"),
            Answer::bytes("text/html", b"<html>Service Unavailable</html>".to_vec()).status(503).with("retry-after", "1"),
            self.error(400, "try_again", "not yet").with("x-should-retry", "true"),
        ]
    }
}
