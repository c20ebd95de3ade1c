//! The rules of the house notice when they are broken: each is tried on workspaces and sources made up for it.
#![allow(clippy::expect_used, reason = "what fails in a helper fails the test")]

use mycpaas_tests::house::{
    RULES, Source, crates_of, import_breaches, length_breaches, public_api_breaches, shortcut_breaches,
    stray_crates, unsafe_breaches,
};
use serde_json::{Value, json};

const NOTHING: &[String] = &[];

/// Makes up a package; a dependency with a slash is one of ours.
fn package(folder: &str, dependencies: &[&str]) -> Value {
    let dependencies: Vec<Value> = dependencies.iter().map(|name| dependency(name, false)).collect();
    json!({
        "name": folder.replace('/', "-"),
        "manifest_path": format!("/w/{folder}/Cargo.toml"),
        "dependencies": dependencies,
        "targets": [{ "src_path": format!("/w/{folder}/src/lib.rs") }],
    })
}

fn dependency(name: &str, optional: bool) -> Value {
    let path = name.contains('/').then(|| format!("/w/{name}"));
    json!({ "name": name.replace('/', "-"), "path": path, "optional": optional })
}

fn breaches(packages: &[Value]) -> Vec<String> {
    let metadata = json!({ "packages": packages, "workspace_root": "/w" });
    import_breaches(&crates_of(&metadata).expect("the metadata is read"), RULES)
}

fn api(text: &str) -> Vec<String> {
    public_api_breaches(&[Source::new("a.rs", text)], &["reqwest", "hyper"])
}

#[test]
fn the_house_as_it_is_meant_breaks_nothing() {
    let mut python = package("bindings/py", &["crates/bridge", "pyo3"]);
    python["dependencies"].as_array_mut().unwrap().push(dependency("crates/simulator", true));
    let packages = [
        package("crates/core", &["reqwest", "libcst"]),
        package("crates/bridge", &["crates/core", "libc"]),
        package("crates/simulator", &["crates/core", "axum"]),
        package("crates/codegen", &["toml"]),
        package("examples/rust", &["crates/core", "crates/simulator"]),
        package("tests", &["crates/core", "crates/simulator"]),
        package("bindings/c", &["crates/bridge"]),
        python,
    ];
    assert_eq!(breaches(&packages), NOTHING);
}

#[test]
fn wrong_imports_are_noticed() {
    for (folder, import) in [
        ("crates/core", "crates/simulator"),
        ("crates/core", "crates/bridge"),
        ("crates/bridge", "crates/simulator"),
        ("crates/simulator", "crates/bridge"),
        ("crates/codegen", "crates/core"),
        ("crates/core", "crates/codegen"),
        ("crates/bridge", "crates/codegen"),
        ("tests", "crates/codegen"),
        ("bindings/py", "bindings/node"),
        ("bindings/c", "crates/core"),
        ("examples/rust", "crates/bridge"),
        ("tests", "crates/bridge"),
        ("tests", "crates/core/src"),
        ("tests", "elsewhere/core"),
    ] {
        assert_eq!(breaches(&[package(folder, &[import])]), [format!("{folder}: imports {import}")]);
    }
}

#[test]
fn a_binding_has_the_simulator_only_behind_a_feature() {
    let found = breaches(&[package("bindings/py", &["crates/bridge", "crates/simulator"])]);
    assert_eq!(found, ["bindings/py: imports crates/simulator, and not behind a feature"]);
}

#[test]
fn other_languages_stay_out_of_the_core() {
    for name in ["pyo3", "pyo3-ffi", "napi", "napi-derive", "libc"] {
        assert_eq!(breaches(&[package("crates/core", &[name])]).len(), 1, "{name}");
    }
}

#[test]
fn one_of_ours_is_noticed_when_it_comes_from_the_registry() {
    let mut core = package("crates/core", &[]);
    core["dependencies"] = json!([{ "name": "crates-simulator", "path": null, "optional": false }]);
    let found = breaches(&[core, package("crates/simulator", &["crates/core"])]);
    assert_eq!(found, ["crates/core: imports crates/simulator"]);
}

#[test]
fn a_crate_without_a_rule_is_noticed() {
    for folder in ["crates/extra", "bindings/py/inner", "bindings"] {
        assert_eq!(breaches(&[package(folder, &[])]), [format!("{folder}: no rule says what it may import")]);
    }
    let crates = crates_of(&json!({ "packages": [package("tests", &[])], "workspace_root": "/w" })).unwrap();
    let manifests = ["tests/Cargo.toml".to_owned(), "bindings/go/Cargo.toml".to_owned()];
    assert_eq!(stray_crates(&crates, &manifests), ["bindings/go/Cargo.toml: not a member of the workspace"]);
}

#[test]
fn a_target_in_a_strange_folder_is_noticed() {
    let mut tests = package("tests", &[]);
    tests["targets"] = json!([{ "src_path": "/w/crates/core/src/retry.rs" }]);
    assert_eq!(breaches(&[tests]), ["tests: has its source in crates/core/src/retry.rs"]);
}

#[test]
fn unsafe_is_noticed_in_code_and_nowhere_else() {
    let clean = "//! unsafe\n#![forbid(unsafe_code)]\nconst A: &str = \"unsafe\"; // unsafe\n";
    assert_eq!(unsafe_breaches(&[Source::new("core/src/lib.rs", clean)]), NOTHING);
    let sources = [
        Source::new("core/src/lib.rs", "#![deny(unsafe_code)]"),
        Source::new("core/src/a.rs", "fn a() { b!({ unsafe { c() } }) }"),
    ];
    let wanted = ["core/src/a.rs: says unsafe", "core/src/lib.rs: lacks #![forbid(unsafe_code)]"];
    assert_eq!(unsafe_breaches(&sources), wanted);
}

#[test]
fn crates_in_public_signatures_are_noticed() {
    for text in [
        "pub fn a(b: reqwest::Client) {}",
        "pub fn a() -> Result<(), ::reqwest::Error> { b() }",
        "pub fn a<T: Into<reqwest::Url>>(b: T) {}",
        "use reqwest::{Client as Http, Url}; pub struct A { pub b: Option<Http> }",
        "use hyper::body; pub struct A(pub body::Incoming);",
        "pub enum A { B { c: reqwest::Error } }",
        "pub type A = reqwest::Error;",
        "pub use reqwest::Error as A;",
        "pub const A: fn(hyper::Uri) = b;",
        "pub trait A { fn b(&self) -> reqwest::Url; }",
        "pub struct A; impl A { pub async fn b(&self, c: &reqwest::Client) {} }",
        "pub struct A; impl From<reqwest::Error> for A { fn from(b: X) -> Self { A } }",
        "pub struct A; impl std::ops::Deref for A { type Target = reqwest::Client; }",
        "mod a { pub fn b() -> reqwest::Error { c() } }",
    ] {
        assert_eq!(api(text).len(), 1, "{text}: {:?}", api(text));
    }
}

#[test]
fn crates_inside_are_left_alone() {
    for text in [
        "use reqwest::Client; pub struct A { b: Client, pub(crate) c: reqwest::Url }",
        "pub(crate) fn a(b: reqwest::Client) {} fn c(d: reqwest::Url) {}",
        "pub fn a() { let b: reqwest::Client = c(); }",
        "pub struct A; impl A { pub(crate) fn b(c: reqwest::Client) {} fn d(e: hyper::Uri) {} }",
        "struct A; impl From<reqwest::Error> for A { fn from(b: reqwest::Error) -> Self { A } }",
        "trait Kind {} impl Kind for reqwest::Error {}",
        "pub fn a() -> my::reqwest { b() }",
    ] {
        assert_eq!(api(text), NOTHING, "{text}");
    }
}

#[test]
fn shortcuts_are_noticed() {
    for text in [
        "#[path = \"../../crates/core/src/retry.rs\"] mod retry;",
        "mod a { include!(\"../../crates/core/src/retry.rs\"); }",
        "include!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/../crates/core/src/retry.rs\"));",
    ] {
        assert_eq!(shortcut_breaches(&[Source::new("tests/a.rs", text)]).len(), 1, "{text}");
    }
    let clean = "mod a; include!(\"table.rs\"); const B: &str = include_str!(\"../vectors/a.json\");";
    assert_eq!(shortcut_breaches(&[Source::new("tests/a.rs", clean)]), NOTHING);
}

#[test]
fn long_files_are_noticed() {
    let file = |lines: usize| Source::new(&format!("{lines}.rs"), &"a\n".repeat(lines));
    let short = |count: usize| std::iter::repeat_n(file(349), count);
    assert_eq!(length_breaches(&short(9).chain([file(600)]).collect::<Vec<_>>()), NOTHING);
    assert_eq!(length_breaches(&short(9).chain([file(601)]).collect::<Vec<_>>()).len(), 1);
    assert_eq!(length_breaches(&short(8).chain([file(350)]).collect::<Vec<_>>()).len(), 1);
}
