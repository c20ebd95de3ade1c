//! The crates of the workspace and what they depend on, as `cargo metadata` tells it.

use std::io;
use std::path::Path;
use std::process::Command;

use serde::Deserialize;
use serde_json::Value;

/// A member of the workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crate {
    /// Its name.
    pub name: String,
    /// Its folder, from the root of the workspace, with forward slashes.
    pub folder: String,
    /// What it depends on: normal, development and build dependencies.
    pub dependencies: Vec<Dependency>,
    /// The root files of its targets, from the root of the workspace.
    pub targets: Vec<String>,
}

/// What a crate depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependency {
    /// The name of the package, whatever the crate calls it.
    pub name: String,
    /// Its folder, where it is one of ours.
    pub folder: Option<String>,
    /// Whether a feature brings it in.
    pub optional: bool,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    workspace_root: String,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    manifest_path: String,
    dependencies: Vec<PackageDependency>,
    targets: Vec<Target>,
}

#[derive(Deserialize)]
struct PackageDependency {
    name: String,
    path: Option<String>,
    optional: bool,
}

#[derive(Deserialize)]
struct Target {
    src_path: String,
}

/// Runs `cargo metadata` for the members alone, which needs no network.
pub fn metadata(root: &Path) -> io::Result<Value> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline", "--manifest-path"])
        .arg(root.join("Cargo.toml"))
        .output()?;
    if !output.status.success() {
        return Err(io::Error::other(String::from_utf8_lossy(&output.stderr)));
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// Reads the crates out of what `cargo metadata` says.
pub fn crates_of(metadata: &Value) -> io::Result<Vec<Crate>> {
    let metadata = Metadata::deserialize(metadata)?;
    let root = metadata.workspace_root;
    let mut crates: Vec<Crate> =
        metadata.packages.into_iter().map(|package| package.into_crate(&root)).collect();
    name_folders(&mut crates);
    Ok(crates)
}

impl Package {
    fn into_crate(self, root: &str) -> Crate {
        let manifest = relative(&self.manifest_path, root);
        let dependencies = self.dependencies.into_iter().map(|dependency| Dependency {
            folder: dependency.path.map(|path| relative(&path, root)),
            name: dependency.name,
            optional: dependency.optional,
        });
        Crate {
            name: self.name,
            folder: manifest.strip_suffix("/Cargo.toml").unwrap_or_default().to_owned(),
            dependencies: dependencies.collect(),
            targets: self.targets.iter().map(|target| relative(&target.src_path, root)).collect(),
        }
    }
}

/// One of ours stays one of ours when it comes from the registry.
fn name_folders(crates: &mut [Crate]) {
    let own: Vec<(String, String)> =
        crates.iter().map(|own| (own.name.clone(), own.folder.clone())).collect();
    for dependency in crates.iter_mut().flat_map(|own| &mut own.dependencies) {
        if dependency.folder.is_none() {
            let folder =
                own.iter().find(|(name, _)| *name == dependency.name).map(|(_, folder)| folder.clone());
            dependency.folder = folder;
        }
    }
}

fn relative(path: &str, root: &str) -> String {
    let path = path.replace('\\', "/");
    let root = root.replace('\\', "/");
    path.strip_prefix(&root).map_or(path.as_str(), |rest| rest.trim_start_matches('/')).to_owned()
}
