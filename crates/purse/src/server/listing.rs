//! A folder's files as nginx's `autoindex_format json` lists them, so that a reader cannot tell the two apart.

use std::fmt::Write;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

pub(crate) async fn answer(folder: PathBuf) -> Response {
    let listed = tokio::task::spawn_blocking(move || list(&folder)).await;
    match listed.map_err(io::Error::other).flatten() {
        Ok(text) => (
            [
                (header::CONTENT_TYPE, "application/json"),
                (header::CACHE_CONTROL, "no-cache"),
            ],
            text,
        )
            .into_response(),
        Err(error) if error.kind() == ErrorKind::NotFound => StatusCode::NOT_FOUND.into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Folders first, then by name; names that begin with a dot are left out.
fn list(folder: &Path) -> io::Result<String> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        if name.starts_with('.') {
            continue;
        }
        match fs::metadata(entry.path()) {
            Ok(about) => entries.push((about.is_file(), name, about)),
            // A file that has just been packed away is no longer part of the folder.
            Err(error) if error.kind() == ErrorKind::NotFound => (),
            Err(error) => return Err(error),
        }
    }
    entries.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
    let lines: Vec<String> = entries
        .iter()
        .map(|(is_file, name, about)| line(*is_file, name, about))
        .collect();
    Ok(format!("[{}\r\n]", lines.join(",")))
}

/// Each on a line of its own, below the one before.
fn line(is_file: bool, name: &str, about: &fs::Metadata) -> String {
    let kind = if is_file { "file" } else { "directory" };
    let changed = httpdate::fmt_http_date(about.modified().unwrap_or(SystemTime::UNIX_EPOCH));
    let name = serde_json::Value::from(name);
    let mut line = format!("\r\n{{ \"name\":{name}, \"type\":\"{kind}\", \"mtime\":\"{changed}\"");
    if is_file {
        // Writing to a String cannot fail.
        let _ = write!(line, r#", "size":{}"#, about.len());
    }
    line + " }"
}
