//! The files of vectors, and what went wrong in one.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

pub(crate) struct File;

impl File {
    fn path(name: &str) -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("vectors").join(name)
    }

    /// Returns the names of the files in a folder.
    pub(crate) fn all(folder: &str) -> Vec<String> {
        let entries = fs::read_dir(Self::path(folder)).expect("the folder is there").flatten();
        let mut names: Vec<String> =
            entries.map(|entry| format!("{folder}/{}", entry.file_name().to_string_lossy())).collect();
        names.sort();
        assert!(!names.is_empty(), "{folder} is empty");
        names
    }

    /// Reads the cases of a file.
    pub(crate) fn read(name: &str) -> Vec<Value> {
        let text = fs::read_to_string(Self::path(name)).expect("the file is there");
        let cases: Vec<Value> = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(!cases.is_empty(), "{name} is empty");
        cases
    }
}

/// What went wrong, told all at once.
#[derive(Default)]
pub(crate) struct Failures(Vec<String>);

impl Failures {
    pub(crate) fn add(&mut self, file: &str, name: &str, outcome: Result<(), String>) {
        if let Err(problem) = outcome {
            self.0.push(format!("{file}: {name}: {problem}"));
        }
    }

    #[track_caller]
    pub(crate) fn report(self) {
        assert!(self.0.is_empty(), "{} vectors fail\n{}", self.0.len(), self.0.join("\n"));
    }
}
