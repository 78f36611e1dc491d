//! The language server: what the compiler knows, for editors. One loop answers in the order of the messages, so that
//! every version of a text gets its own problems; only renders run beside it. One file a kind of question: each is asked
//! of checked scripts, which never change.
//! The protocol: <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/>.

mod actions;
mod address;
mod answers;
mod capabilities;
mod colours;
mod commands;
mod completion;
mod definition;
mod diagnostics;
mod folding;
mod formatting;
mod highlight;
mod hover;
mod inlay;
mod lenses;
mod links;
mod names;
mod news;
mod outline;
mod references;
mod rename;
mod script;
mod selection;
mod signature;
mod statistics;
mod symbols;
mod text;
mod tokens;
mod transport;
mod world;

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crossbeam_channel::{Receiver, Sender};
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use serde_json::Value;

use crate::diagnostics::{Code, explain};
use address::{path_of, uri_of};
use capabilities::Client;
use text::Encoding;
use transport::Outgoing;
use world::World;

/// Serves a client on standard input and output until it says goodbye.
pub fn run() -> ExitCode {
    let (connection, out, writer) = transport::start(std::io::stdin(), std::io::stdout());
    let code = talk(&connection, out);
    transport::last(&connection);
    let _ = writer.join();
    code
}

/// Serves one client in this process. 0 after `shutdown` and `exit`, 1 where it went without a word.
pub fn serve(connection: &Connection) -> ExitCode {
    talk(connection, transport::values(connection.sender.clone()))
}

fn talk(connection: &Connection, out: Sender<Outgoing>) -> ExitCode {
    let Ok((id, params)) = connection.initialize_start() else { return ExitCode::FAILURE };
    let Ok(folder) = tempfile::tempdir() else {
        let _ = connection.sender.send(Response::new_err(id, ErrorCode::InternalError as i32, "there is no folder for temporary files".into()).into());
        return ExitCode::FAILURE;
    };
    let mut server = Server::new(connection, out, &params, folder.path());
    let capabilities = server.client.capabilities(server.world.encoding);
    if connection.initialize_finish(id, capabilities).is_err() {
        return ExitCode::FAILURE;
    }
    server.watch();
    let mut queue = Queue { receiver: &connection.receiver, waiting: VecDeque::new() };
    // `shutdown` was answered, and `exit` is waited for.
    let mut ended = false;
    while let Some(message) = queue.next(|id| server.cancelled(id)) {
        match message {
            Message::Request(request) if ended => {
                let why = format!("after `shutdown` there is no `{}`, only `exit`", request.method);
                server.send(Response::new_err(request.id, ErrorCode::InvalidRequest as i32, why));
            }
            Message::Request(request) if request.method == "shutdown" => {
                ended = true;
                server.send(Response::new_ok(request.id, Value::Null));
            }
            Message::Request(request) => server.request(request),
            Message::Notification(n) if n.method == "exit" => return if ended { ExitCode::SUCCESS } else { ExitCode::FAILURE },
            Message::Notification(_) if ended => {}
            Message::Notification(notification) => server.notification(notification),
            Message::Response(_) => {}
        }
        server.world.reap();
    }
    ExitCode::FAILURE
}

/// Messages in their order, but for requests that were cancelled while they waited.
struct Queue<'a> {
    receiver: &'a Receiver<Message>,
    waiting: VecDeque<Message>,
}

impl Queue<'_> {
    fn next(&mut self, mut cancelled: impl FnMut(RequestId)) -> Option<Message> {
        if self.waiting.is_empty() {
            self.waiting.push_back(self.receiver.recv().ok()?);
        }
        for message in self.receiver.try_iter() {
            if let Message::Notification(n) = &message
                && n.method == "$/cancelRequest"
                && let Some(id) = news::cancelled(&n.params)
                && let Some(at) = self.waiting.iter().position(|m| matches!(m, Message::Request(r) if r.id == id))
            {
                self.waiting.remove(at);
                cancelled(id);
            } else {
                self.waiting.push_back(message);
            }
        }
        match self.waiting.pop_front() {
            Some(message) => Some(message),
            // All that waited was cancelled.
            None => self.next(cancelled),
        }
    }
}

struct Server<'a> {
    connection: &'a Connection,
    out: Sender<Outgoing>,
    client: Client,
    world: World,
    /// For pages and pictures; it goes with the server.
    folder: PathBuf,
    /// The open scripts for whose sake something was said of a file.
    published: BTreeMap<PathBuf, BTreeSet<PathBuf>>,
    /// What was said last of each `frost.toml`.
    settings: BTreeMap<PathBuf, Vec<String>>,
    /// Tokens as they were sent last.
    tokens: HashMap<PathBuf, (u64, Vec<u64>)>,
    counted: u64,
    running: HashMap<RequestId, commands::Running>,
}

impl<'a> Server<'a> {
    fn new(connection: &'a Connection, out: Sender<Outgoing>, params: &Value, folder: &Path) -> Server<'a> {
        let client = Client::read(params);
        let mut roots: Vec<PathBuf> = params["workspaceFolders"].as_array().into_iter().flatten().filter_map(|f| path_of(f["uri"].as_str()?)).collect();
        if roots.is_empty() {
            roots.extend(params["rootUri"].as_str().and_then(path_of));
        }
        let pages = folder.join("explain");
        let _ = std::fs::create_dir_all(&pages);
        for code in Code::ALL {
            let _ = std::fs::write(pages.join(format!("{}.md", code.name())), explain(*code));
        }
        Server {
            connection,
            out,
            world: World::new(Encoding::negotiate(&client.encodings), roots, uri_of(&pages), folder),
            client,
            folder: folder.to_path_buf(),
            published: BTreeMap::new(),
            settings: BTreeMap::new(),
            tokens: HashMap::new(),
            counted: 0,
            running: HashMap::new(),
        }
    }

    fn send(&self, message: impl Into<Message>) {
        // Where nobody listens any more, the loop ends by itself.
        let _ = self.out.send(Outgoing::Message(message.into()));
    }

    /// Sends a message whose JSON is there already.
    fn send_text(&self, text: String) {
        let _ = self.out.send(Outgoing::Text(text));
    }

    fn notify(&self, method: &str, params: Value) {
        self.send(Notification { method: method.into(), params });
    }

    /// A request of the server's own, whose answer changes nothing.
    fn ask(&mut self, method: &str, params: Value) {
        self.counted += 1;
        self.send(Request { id: RequestId::from(format!("frost-{}", self.counted)), method: method.into(), params });
    }

    fn cancelled(&self, id: RequestId) {
        self.send(Response::new_err(id, ErrorCode::RequestCanceled as i32, "cancelled".into()));
    }
}

impl Drop for Server<'_> {
    fn drop(&mut self) {
        self.running.values().for_each(commands::Running::stop);
    }
}
