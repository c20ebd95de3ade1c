//! Writing the files, or finding those that are not as they should be.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::{fs, io};

/// What to do with a file that is not what the specification says.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Write,
    Check,
}

/// A generated file: its path from the root of the workspace, and its text.
pub(crate) struct Generated {
    pub(crate) path: String,
    pub(crate) text: String,
}

/// Returns the paths of the files that differ, byte for byte, and of those that nothing generates any more.
pub(crate) fn settle(root: &Path, files: &[Generated], mode: Mode) -> Result<Vec<String>, String> {
    let mut stale = Vec::new();
    for file in files {
        let path = root.join(&file.path);
        if fs::read(&path).is_ok_and(|found| found == file.text.as_bytes()) {
            continue;
        }
        stale.push(file.path.clone());
        if mode == Mode::Write {
            write(&path, &file.text).map_err(|error| format!("{}: {error}", file.path))?;
        }
    }
    for path in left_over(root, files) {
        if mode == Mode::Write {
            fs::remove_file(root.join(&path)).map_err(|error| format!("{path}: {error}"))?;
        }
        stale.push(path);
    }
    Ok(stale)
}

/// Folders named `generated` hold nothing else.
fn left_over(root: &Path, files: &[Generated]) -> Vec<String> {
    let mut folders: Vec<&str> =
        files.iter().filter_map(|file| Some(file.path.rsplit_once('/')?.0)).collect();
    folders.retain(|folder| folder.ends_with("/generated"));
    folders.dedup();
    let listed = folders.into_iter().flat_map(|folder| {
        let entries = fs::read_dir(root.join(folder)).into_iter().flatten().flatten();
        entries.map(move |entry| format!("{folder}/{}", entry.file_name().to_string_lossy()))
    });
    listed.filter(|path| files.iter().all(|file| file.path != *path)).collect()
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)
}

/// Formats Rust as the workspace is formatted.
pub(crate) fn format_rust(root: &Path, text: &str) -> Result<String, String> {
    let failed = |error: io::Error| format!("rustfmt: {error}");
    let mut rustfmt = Command::new("rustfmt")
        .args(["--edition", "2024", "--emit", "stdout", "--config-path"])
        .arg(root)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(failed)?;
    let input = rustfmt.stdin.take();
    // Written beside the reading, since rustfmt may answer before it has read everything.
    let output = std::thread::scope(|scope| {
        let writer = scope.spawn(|| input.map_or(Ok(()), |mut input| input.write_all(text.as_bytes())));
        let output = rustfmt.wait_with_output();
        let _ = writer.join();
        output
    });
    let output = output.map_err(failed)?;
    if !output.status.success() {
        return Err(format!("rustfmt: {}", String::from_utf8_lossy(&output.stderr)));
    }
    String::from_utf8(output.stdout).map_err(|error| format!("rustfmt: {error}"))
}
