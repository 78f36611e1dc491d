//! Providers on loopback, strict about what they accept and able to misbehave.
#![allow(dead_code)]

pub mod automatic;
pub mod azure;
pub mod comfy;
pub mod did;
pub mod eleven;
pub mod front;
pub mod openai;
pub mod sdcpp;
pub mod tongue;

use std::collections::{BTreeMap, VecDeque};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

#[derive(Clone, Debug)]
pub struct Asked {
    pub method: String,
    pub path: String,
    /// Names in lower case.
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

impl Asked {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    /// The fields of a form: name, file name, bytes.
    pub fn form(&self) -> Option<Vec<(String, Option<String>, Vec<u8>)>> {
        let mark = self.header("content-type").strip_prefix("multipart/form-data; boundary=")?.to_string();
        let open = format!("--{mark}\r\n").into_bytes();
        let end = format!("\r\n--{mark}").into_bytes();
        let find = |all: &[u8], what: &[u8]| all.windows(what.len()).position(|w| w == what);
        let mut rest = self.body.strip_prefix(open.as_slice())?;
        let mut out = Vec::new();
        loop {
            let head = find(rest, b"\r\n\r\n")?;
            let text = String::from_utf8(rest[..head].to_vec()).ok()?;
            let quoted = |name: &str| text.split(&format!("; {name}=\"")).nth(1).and_then(|t| t.split('"').next()).map(str::to_string);
            let after = &rest[head + 4..];
            let stop = find(after, &end)?;
            out.push((quoted("name")?, quoted("filename"), after[..stop].to_vec()));
            let tail = &after[stop + end.len()..];
            if tail.starts_with(b"--") {
                return Some(out);
            }
            rest = tail.strip_prefix(b"\r\n")?;
        }
    }
}

#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    pub how: How,
    /// It was sold although this does not say so: what stands before the provider gave up.
    pub sold: bool,
}

/// What happens to an answer on its way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum How {
    #[default]
    Whole,
    /// Half of the body, then nothing.
    Truncated,
    /// The connection closes before a word.
    Dropped,
    /// A byte now and then.
    Slow,
    /// The length that is said is longer than the body.
    WrongLength,
    /// So many bytes are promised.
    Promised(u64),
    /// No length is said; it ends with the connection.
    Unmeasured,
}

impl Answer {
    pub fn json(status: u16, value: serde_json::Value) -> Answer {
        Answer { status, headers: vec![("content-type".into(), "application/json".into())], body: value.to_string().into_bytes(), how: How::Whole, sold: false }
    }

    pub fn bytes(kind: &str, body: Vec<u8>) -> Answer {
        Answer { status: 200, headers: vec![("content-type".into(), kind.into())], body, how: How::Whole, sold: false }
    }

    pub fn status(mut self, status: u16) -> Answer {
        self.status = status;
        self
    }

    /// The provider sold, and then this came.
    pub fn after_the_sale(mut self) -> Answer {
        self.sold = true;
        self
    }

    pub fn is_sale(&self) -> bool {
        self.sold || (200..300).contains(&self.status)
    }

    pub fn with(mut self, name: &str, value: &str) -> Answer {
        self.headers.retain(|(n, _)| n != name);
        self.headers.push((name.into(), value.into()));
        self
    }
}

/// What a fake has sold, and what goes wrong with the next requests that would sell.
#[derive(Default)]
pub struct Till {
    /// How often each order was sold, by its words.
    pub sold: BTreeMap<String, u32>,
    /// `None` is the usual.
    pub faults: VecDeque<Option<Answer>>,
    pub asked: Vec<String>,
}

impl Till {
    /// Sells, unless a fault is due. An answer that says yes was sold, whatever becomes of it on the way.
    pub fn sell(&mut self, words: &str, good: impl FnOnce() -> Answer) -> Answer {
        let answer = self.faults.pop_front().flatten().unwrap_or_else(good);
        if answer.is_sale() {
            *self.sold.entry(words.to_string()).or_default() += 1;
        }
        answer
    }

    pub fn count(&self) -> u32 {
        self.sold.values().sum()
    }
}

/// What a fake tells everybody who listens on its websocket.
pub type News = Arc<Mutex<Vec<String>>>;

/// A fake and the address at which it answers.
pub fn start<F: Clone + Default + Send + Sync + 'static>(answer: fn(&F, &Asked) -> Answer) -> (F, String) {
    let fake = F::default();
    let inner = fake.clone();
    (fake, serve(move |asked| answer(&inner, asked)))
}

/// Answers requests until the test ends; gives its address.
pub fn serve(answer: impl Fn(&Asked) -> Answer + Send + Sync + 'static) -> String {
    serve_with(answer, None)
}

pub fn serve_with(answer: impl Fn(&Asked) -> Answer + Send + Sync + 'static, news: Option<News>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let answer = Arc::new(answer);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (answer, news) = (answer.clone(), news.clone());
            std::thread::spawn(move || {
                let mut start = [0_u8; 7];
                match news {
                    Some(news) if stream.peek(&mut start).is_ok_and(|n| n == 7) && start == *b"GET /ws" => tell(stream, &news),
                    _ => {
                        let _ = one(stream, &*answer);
                    }
                }
            });
        }
    });
    address
}

/// Tells all news, from the first on, until nobody listens any more.
fn tell(stream: TcpStream, news: &News) {
    use tokio_tungstenite::tungstenite::{Message, accept};
    let Ok(mut socket) = accept(stream) else { return };
    for told in 0.. {
        let next = loop {
            if let Some(next) = news.lock().unwrap().get(told).cloned() {
                break next;
            }
            std::thread::sleep(Duration::from_millis(2));
        };
        if socket.send(Message::text(next)).is_err() {
            return;
        }
    }
}

fn one(stream: TcpStream, answer: &dyn Fn(&Asked) -> Answer) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let mut words = line.split_whitespace();
    let (Some(method), Some(path)) = (words.next(), words.next()) else { return Ok(()) };
    let (method, path) = (method.to_string(), path.to_string());
    let mut headers = BTreeMap::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        match line.trim_end().split_once(": ") {
            Some((name, value)) => headers.insert(name.to_lowercase(), value.to_string()),
            None => break,
        };
    }
    let mut body = vec![0; headers.get("content-length").and_then(|l| l.parse().ok()).unwrap_or(0)];
    reader.read_exact(&mut body)?;
    let Answer { status, headers, body, how, .. } = answer(&Asked { method, path, headers, body });
    let mut stream = stream;
    if how == How::Dropped {
        return Ok(());
    }
    let length = match how {
        How::WrongLength => body.len() as u64 + 100,
        How::Promised(length) => length,
        _ => body.len() as u64,
    };
    let length = if how == How::Unmeasured { String::new() } else { format!("content-length: {length}\r\n") };
    let mut head = format!("HTTP/1.1 {status} X\r\n{length}connection: close\r\n");
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    stream.write_all(head.as_bytes())?;
    stream.write_all(b"\r\n")?;
    match how {
        How::Truncated => stream.write_all(&body[..body.len() / 2])?,
        How::Slow => {
            for part in body.chunks(body.len().div_ceil(8).max(1)) {
                stream.write_all(part)?;
                stream.flush()?;
                std::thread::sleep(Duration::from_millis(15));
            }
        }
        _ => stream.write_all(&body)?,
    }
    stream.flush()
}

/// A picture whose colours its words decide, with a gradient from dark to bright.
pub fn picture(words: &str, w: u32, h: u32) -> Vec<u8> {
    let [r, g, b] = colour(words);
    let mut data = Vec::with_capacity((w * h * 3) as usize);
    for y in 0..h {
        for x in 0..w {
            // A little grain, so that it takes as much room as pictures do.
            let light = 120 + (x * 100 / w.max(1) + y * 35 / h.max(1)).min(129) + (x * 31 + y * 17 + x * y) % 7;
            data.extend([r, g, b].map(|c| (u32::from(c) * light / 255) as u8));
        }
    }
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, w, h);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_compression(png::Compression::Fast);
    // No two pictures of other words are one file.
    encoder.add_text_chunk("Comment".into(), blake3::hash(words.as_bytes()).to_hex().to_string()).unwrap();
    encoder.write_header().unwrap().write_image_data(&data).unwrap();
    bytes
}

/// One of a few clear colours.
pub fn colour(words: &str) -> [u8; 3] {
    [[255, 60, 60], [60, 255, 60], [60, 60, 255], [255, 255, 60], [255, 60, 255], [60, 255, 255]][words.bytes().map(usize::from).sum::<usize>() % 6]
}

/// A tone as WAV, as long as a line of so many characters takes.
pub fn tone(words: &str) -> Vec<u8> {
    tone_of(words.len().clamp(6, 200) as f64 / 16.0)
}

/// A tone of so many seconds.
pub fn tone_of(seconds: f64) -> Vec<u8> {
    let samples = (24_000.0 * seconds) as usize;
    let mut out = Vec::new();
    let bytes = (samples * 2) as u32;
    out.extend_from_slice(b"RIFF");
    out.extend_from_slice(&(36 + bytes).to_le_bytes());
    out.extend_from_slice(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    out.extend_from_slice(&24_000_u32.to_le_bytes());
    out.extend_from_slice(&48_000_u32.to_le_bytes());
    out.extend_from_slice(b"\x02\0\x10\0data");
    out.extend_from_slice(&bytes.to_le_bytes());
    for i in 0..samples {
        out.extend_from_slice(&(((i as f32 * 0.1).sin() * 8000.0) as i16).to_le_bytes());
    }
    out
}

/// A clip that moves, made by the embedded backends.
pub fn film(size: &str, seconds: u32) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    rendered(folder.path(), &format!("film \"C\"\n  size  {size}\n\nEXT. SEA - NOON\n  shot wide, {seconds}s\n    camera push in\n    Waves.\n"))
}

/// The film of a script, made by the embedded backends in a folder.
pub fn rendered(folder: &std::path::Path, script: &str) -> Vec<u8> {
    std::fs::write(folder.join("c.frost"), script).unwrap();
    let made = std::process::Command::new(env!("CARGO_BIN_EXE_frost")).args(["render", "c.frost"]).current_dir(folder).env_remove("FROST_CACHE").output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    std::fs::read(folder.join("c.mp4")).unwrap()
}
