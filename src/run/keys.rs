//! Keys of providers: from the environment, else from a file that nobody else can read, else from the keyring of the
//! system (feature `keyring`). They are never shown.

use std::fmt;
use std::path::{Path, PathBuf};

/// A key. It has no `Display`, and its `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    pub fn new(text: &str) -> Secret {
        Secret(text.trim().to_string())
    }

    /// Only for the header of a request.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// A text without the key in it, for words that came from outside: neither as it is, nor as headers and addresses write it,
    /// nor the half of `user:password` that is secret.
    pub fn hide(&self, text: &str) -> String {
        use base64::Engine;
        use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
        let key = self.0.as_str();
        let mut forms: Vec<String> = vec![key.to_string()];
        forms.extend(key.split_once(':').map(|(_, password)| password.to_string()));
        let plain = forms.clone();
        for said in plain.iter().flat_map(|k| [k.clone(), format!("Bearer {k}"), format!("Basic {k}")]) {
            forms.push(STANDARD_NO_PAD.encode(&said));
            forms.push(URL_SAFE_NO_PAD.encode(&said));
        }
        let percent = |k: &String| k.bytes().map(|b| if b.is_ascii_alphanumeric() || b"-_.~".contains(&b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect::<String>();
        forms.extend(plain.iter().map(percent));
        forms.extend(plain.iter().map(|k| percent(k).to_lowercase()).collect::<Vec<_>>());
        // The longest first: none leaves a part of another.
        forms.sort_by_key(|f| std::cmp::Reverse(f.len()));
        forms.dedup();
        forms.iter().filter(|f| f.len() >= 4).fold(text.to_string(), |text, form| text.replace(form.as_str(), "…"))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// The folder of the user's own configuration.
pub fn folder() -> Option<PathBuf> {
    let set = |name| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    set("XDG_CONFIG_HOME").or_else(|| set("APPDATA")).or_else(|| Some(set("HOME")?.join(".config"))).map(|p| p.join("frost"))
}

/// Where keys may stand in a file: `NAME=value`, a line each.
pub fn file() -> Option<PathBuf> {
    folder().map(|f| f.join("keys.env"))
}

/// The key in a variable, or why there is none.
pub fn find(variable: &str) -> Result<Secret, String> {
    if let Some(value) = std::env::var(variable).ok().filter(|v| !v.trim().is_empty()) {
        return Ok(Secret::new(&value));
    }
    let place = file().filter(|p| p.is_file());
    if let Some(path) = &place
        && let Some(secret) = read(path, variable)?
    {
        return Ok(secret);
    }
    if let Some(secret) = ring(variable)? {
        return Ok(secret);
    }
    let line = file().map_or(String::new(), |p| format!(", or as a line `{variable}=…` in {}", p.display()));
    let ring = if cfg!(feature = "keyring") { format!(", or in the system's keyring as `{variable}` of `{SERVICE}`") } else { String::new() };
    Err(format!("there is no key: give it in the environment as {variable}{line}{ring}"))
}

/// Under this name keys stand in a keyring, the variable as the user of it.
const SERVICE: &str = "frost";

/// A key from the keyring of the system. A keyring that is not there or locked has none; what else is wrong is said.
#[cfg(feature = "keyring")]
fn ring(variable: &str) -> Result<Option<Secret>, String> {
    use keyring::Error;
    match keyring::Entry::new(SERVICE, variable).and_then(|entry| entry.get_password()) {
        Ok(text) if !text.trim().is_empty() => Ok(Some(Secret::new(&text))),
        Ok(_) | Err(Error::NoEntry | Error::NoDefaultStore | Error::NoStorageAccess(_) | Error::PlatformFailure(_)) => Ok(None),
        // Its words may hold what was found.
        Err(_) => Err(format!("`{variable}` of `{SERVICE}` in the system's keyring cannot be read")),
    }
}

#[cfg(not(feature = "keyring"))]
fn ring(_variable: &str) -> Result<Option<Secret>, String> {
    Ok(None)
}

/// The key in a file, if it has one.
fn read(path: &Path, variable: &str) -> Result<Option<Secret>, String> {
    let name = path.display();
    let why = |e: std::io::Error| format!("{name} cannot be read: {}", crate::host::plain(&e));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(path).map_err(why)?.permissions().mode();
        if mode & 0o077 != 0 {
            return Err(format!("{name} holds keys and can be read by others; `chmod 600 {name}` makes it yours alone"));
        }
    }
    let text = std::fs::read_to_string(path).map_err(why)?;
    let value = text.lines().find_map(|line| {
        let line = line.trim().strip_prefix("export ").unwrap_or(line.trim());
        let (key, value) = line.split_once('=')?;
        (key.trim() == variable).then(|| value.trim().trim_matches(['"', '\'']).to_string())
    });
    Ok(value.filter(|v| !v.is_empty()).map(|v| Secret::new(&v)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_not_shown() {
        let key = Secret::new(" sk-12345678 \n");
        assert_eq!(format!("{key:?}"), "Secret(…)");
        assert_eq!(key.hide("wrong key sk-12345678 given"), "wrong key … given");
        // `Bearer sk-12345678`, as a header that was read wrongly is quoted.
        assert_eq!(key.hide("401 bad header QmVhcmVyIHNrLTEyMzQ1Njc4"), "401 bad header …");
        let pair = Secret::new("me@studio:pass+word/1");
        assert_eq!(pair.hide("pass+word/1 of me@studio?k=me%40studio%3Apass%2Bword%2F1"), "… of me@studio?k=…");
        assert_eq!(pair.hide("bWVAc3R1ZGlvOnBhc3Mrd29yZC8x"), "…");
    }

    #[cfg(unix)]
    #[test]
    fn a_file_of_keys_must_be_ones_own() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.env");
        std::fs::write(&path, "# mine\nexport A_KEY='abcd'\nB=\n").unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        assert!(read(&path, "A_KEY").unwrap_err().contains("chmod 600"));
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        assert_eq!(read(&path, "A_KEY").unwrap().unwrap().reveal(), "abcd");
        assert_eq!(read(&path, "B"), Ok(None));
    }
}
