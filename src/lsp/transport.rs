//! Messages over a pair of pipes. What is no message is passed over with a word about it, and the next one is read.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::thread::{JoinHandle, spawn};

use crossbeam_channel::{Receiver, Sender, unbounded};
use lsp_server::{Connection, ErrorCode, Message, Notification, RequestId, Response};
use serde_json::{Value, json};

/// A message larger than this is none: a script has at most 64 MB, which JSON makes a little longer.
const LARGEST: u64 = 80 << 20;

/// What is on its way to the client.
pub enum Outgoing {
    Message(Message),
    /// A message whose JSON is written already: lists of problems are long, and values of them would be made to be written.
    Text(String),
    /// Nothing comes any more. The reader holds on to the channel while it waits, so it never closes.
    End,
}

/// The connection, where to send what goes out, and the thread that writes it. What is sent through the connection itself,
/// as its greetings are, goes the same way.
pub fn start(input: impl Read + Send + 'static, output: impl Write + Send + 'static) -> (Connection, Sender<Outgoing>, JoinHandle<()>) {
    let (sender, relayed) = unbounded::<Message>();
    let (incoming, receiver) = unbounded::<Message>();
    let (out, outgoing) = unbounded::<Outgoing>();
    let complain = sender.clone();
    // It waits in a read that nothing can end, so nobody waits for it.
    spawn(move || read(BufReader::new(input), &incoming, &complain));
    let through = out.clone();
    spawn(move || relayed.into_iter().try_for_each(|message| through.send(outgoing_of(message))));
    let writer = spawn(move || write(output, &outgoing));
    (Connection { sender, receiver }, out, writer)
}

fn outgoing_of(message: Message) -> Outgoing {
    match message {
        Message::Notification(n) if n.method == LAST => Outgoing::End,
        message => Outgoing::Message(message),
    }
}

/// Ends the thread that writes, behind all that was sent through the connection.
const LAST: &str = "$/last";

pub fn last(connection: &Connection) {
    let _ = connection.sender.send(Notification::new(LAST.into(), json!(null)).into());
}

fn write(mut output: impl Write, messages: &Receiver<Outgoing>) {
    for message in messages {
        let written = match message {
            Outgoing::Message(message) => message.write(&mut output),
            Outgoing::Text(text) => write!(output, "Content-Length: {}\r\n\r\n{text}", text.len()).and_then(|()| output.flush()),
            Outgoing::End => return,
        };
        if written.is_err() {
            return;
        }
    }
}

/// Where to send what goes out to a client that takes values.
pub fn values(client: Sender<Message>) -> Sender<Outgoing> {
    let (out, outgoing) = unbounded::<Outgoing>();
    spawn(move || {
        for message in outgoing {
            let message = match message {
                Outgoing::Message(message) => Some(message),
                Outgoing::Text(text) => serde_json::from_str(&text).ok(),
                Outgoing::End => return,
            };
            if message.is_some_and(|message| client.send(message).is_err()) {
                return;
            }
        }
    });
    out
}

fn read(mut input: impl BufRead, messages: &Sender<Message>, complain: &Sender<Message>) {
    let answer = |response: Response| {
        let _ = complain.send(response.into());
    };
    let complain = |what: &str| {
        let words = json!({ "type": 1, "message": format!("frost: {what}") });
        let _ = complain.send(Notification::new("window/logMessage".into(), words).into());
    };
    loop {
        let length = match header(&mut input) {
            Ok(Some(length)) => length,
            Ok(None) | Err(_) => return,
        };
        if length > LARGEST {
            // Whether its body follows nobody can know, and waiting for it would swallow what is asked next.
            complain(&format!("a message of {length} bytes was announced, and the longest has {LARGEST}; the next one is looked for"));
            continue;
        }
        let mut body = Vec::new();
        match input.by_ref().take(length).read_to_end(&mut body) {
            Ok(read) if read as u64 == length => {}
            _ => return,
        }
        match serde_json::from_slice::<Message>(&body) {
            Ok(message) => {
                let ends = matches!(&message, Message::Notification(n) if n.method == "exit");
                if messages.send(message).is_err() || ends {
                    return;
                }
            }
            Err(error) => {
                let why = format!("what was sent is no message: {error}");
                match serde_json::from_slice::<Value>(&body).ok().and_then(|v| serde_json::from_value::<RequestId>(v["id"].clone()).ok()) {
                    Some(id) => answer(Response::new_err(id, ErrorCode::InvalidRequest as i32, why)),
                    None => complain(&why),
                }
            }
        }
    }
}

/// The length of the next message; lines that say nothing of it are passed over. `None` at the end.
fn header(input: &mut impl BufRead) -> io::Result<Option<u64>> {
    const NAME: &str = "content-length:";
    let mut length = None;
    let mut line = Vec::new();
    loop {
        // A line of a header is short; of a longer one the end is kept, in which a header may begin.
        if input.by_ref().take(8192).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        if !line.ends_with(b"\n") {
            line.drain(..line.len().saturating_sub(64));
            continue;
        }
        let whole = std::mem::take(&mut line);
        let text = String::from_utf8_lossy(&whole);
        match (text.trim(), length) {
            ("", Some(length)) => return Ok(Some(length)),
            // Behind a body that was passed over, a header does not begin its line.
            (line, _) => {
                if let Some(at) = line.to_ascii_lowercase().rfind(NAME) {
                    length = line[at + NAME.len()..].trim().parse().ok();
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nonsense_between_messages_is_passed_over() {
        let good = r#"{"jsonrpc":"2.0","method":"a"}"#;
        let text = format!("rubbish\r\nContent-Length: x\r\n\r\nContent-Length: 3\r\n\r\n{{x}}\nContent-Length: 23\r\n\r\n{{\"id\":7,\"method\":false}}Content-Length: {}\r\n\r\n{good}", good.len());
        let ((send, messages), (complain, complaints)) = (unbounded(), unbounded());
        read(text.as_bytes(), &send, &complain);
        drop((send, complain));
        assert!(messages.iter().any(|m| matches!(m, Message::Notification(n) if n.method == "a")));
        let said: Vec<Message> = complaints.iter().collect();
        assert!(matches!(&said[..], [Message::Notification(_), Message::Response(r)] if r.id == RequestId::from(7)), "{said:?}");
    }
}
