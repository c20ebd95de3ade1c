//! The source files of the workspace.

use std::path::{Path, PathBuf};
use std::{fs, io};

/// The folders that hold hand-written sources.
const FOLDERS: [&str; 4] = ["crates", "bindings", "examples", "tests"];
const ENDINGS: [&str; 14] =
    ["rs", "py", "pyi", "ts", "mts", "cts", "js", "mjs", "cjs", "c", "h", "cc", "cpp", "hpp"];
const NOT_OURS: [&str; 9] =
    ["generated", "target", "node_modules", "dist", "native", "npm", "build", "__pycache__", "venv"];
/// What a generated file that is not in a folder `generated` says in its first lines.
const MARK: &str = "@generated";

/// A source file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its path from the root of the workspace, with forward slashes.
    pub path: String,
    /// What it holds.
    pub text: String,
}

impl Source {
    /// Makes a source file.
    pub fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    /// Says whether it is Rust.
    pub fn is_rust(&self) -> bool {
        ending(&self.path) == "rs"
    }
}

/// Returns the root of this workspace.
pub fn workspace_root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own).to_owned()
}

/// Reads the hand-written source files of all languages, in the order of their paths.
pub fn sources(root: &Path) -> io::Result<Vec<Source>> {
    let mut sources = Vec::new();
    for path in files(root)? {
        if ENDINGS.contains(&ending(&path)) {
            let text = fs::read_to_string(root.join(&path))?;
            if !text.lines().take(10).any(|line| line.contains(MARK)) {
                sources.push(Source { path, text });
            }
        }
    }
    Ok(sources)
}

/// Returns the paths of the manifests of crates.
pub fn manifests(root: &Path) -> io::Result<Vec<String>> {
    Ok(files(root)?.into_iter().filter(|path| path.ends_with("/Cargo.toml")).collect())
}

fn files(root: &Path) -> io::Result<Vec<String>> {
    let mut files = Vec::new();
    for folder in FOLDERS.iter().filter(|folder| root.join(folder).is_dir()) {
        walk(root, folder, &mut files)?;
    }
    files.sort();
    Ok(files)
}

fn walk(root: &Path, folder: &str, files: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(root.join(folder))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{folder}/{name}");
        let kind = entry.file_type()?;
        if kind.is_dir() && !name.starts_with('.') && !NOT_OURS.contains(&name.as_str()) {
            walk(root, &path, files)?;
        } else if kind.is_file() {
            files.push(path);
        }
    }
    Ok(())
}

fn ending(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, ending)| ending)
}
