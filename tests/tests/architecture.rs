//! The house keeps its own rules.

use mycpaas_tests::house::{
    RULES, Source, crates_of, import_breaches, length_breaches, manifests, metadata, public_api_breaches,
    shortcut_breaches, sources, stray_crates, unsafe_blocks, unsafe_breaches, unsafe_places, workspace_root,
};

/// Crates that the public API of the core must not show.
const INSIDE_ONLY: &[&str] =
    &["reqwest", "hyper", "hyper_util", "h2", "rustls", "tokio_rustls", "quick_xml", "webpki_root_certs"];

const NOTHING: &[String] = &[];

fn of<'a>(sources: &'a [Source], folder: &'a str) -> impl Iterator<Item = Source> + 'a {
    sources.iter().filter(move |source| source.path.starts_with(folder)).cloned()
}

#[test]
fn crates_import_only_what_they_may() {
    let crates = crates_of(&metadata(&workspace_root()).unwrap()).unwrap();
    for folder in ["bindings/c", "crates/core", "crates/simulator", "tests"] {
        assert!(crates.iter().any(|own| own.folder == folder), "{folder} is a member");
    }
    assert_eq!(import_breaches(&crates, RULES), NOTHING);
}

#[test]
fn every_crate_is_seen_by_the_rules() {
    let crates = crates_of(&metadata(&workspace_root()).unwrap()).unwrap();
    assert_eq!(stray_crates(&crates, &manifests(&workspace_root()).unwrap()), NOTHING);
}

#[test]
fn the_core_is_free_of_unsafe() {
    let sources = sources(&workspace_root()).unwrap();
    let core: Vec<Source> = of(&sources, "crates/core/src/").collect();
    assert!(core.iter().any(|source| source.path == "crates/core/src/lib.rs"));
    assert_eq!(unsafe_breaches(&core), NOTHING);
}

#[test]
fn unsafe_stays_in_the_slot_of_a_process_and_where_c_is() {
    let mut sources = sources(&workspace_root()).unwrap();
    sources.retain(|source| source.is_rust() && !source.path.starts_with("tests/"));
    let binding: Vec<Source> = of(&sources, "bindings/c/").collect();
    let blocks = ["callback.rs", "signals.rs", "text.rs"].map(|name| format!("bindings/c/src/{name}"));
    assert_eq!(unsafe_blocks(&binding), blocks);
    sources.retain(|source| !source.path.starts_with("bindings/c/"));
    assert_eq!(unsafe_places(&sources), ["crates/bridge/src/process_slot.rs: says unsafe"]);
}

#[test]
fn the_core_shows_no_other_crate() {
    let sources = sources(&workspace_root()).unwrap();
    let core: Vec<Source> = of(&sources, "crates/core/src/").collect();
    assert!(!core.is_empty());
    assert_eq!(public_api_breaches(&core, INSIDE_ONLY), NOTHING);
}

#[test]
fn no_source_takes_another_way_in() {
    let mut sources = sources(&workspace_root()).unwrap();
    sources.retain(Source::is_rust);
    assert_eq!(shortcut_breaches(&sources), NOTHING);
}

#[test]
fn files_are_short() {
    assert_eq!(length_breaches(&sources(&workspace_root()).unwrap()), NOTHING);
}
