//! Runs every example, and holds what the README shows to what is run.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use mycpaas_simulator::{Callee, Simulator};
use tokio::process::Command;

const LIMIT: Duration = Duration::from_secs(60);

/// Cargo builds the examples of a package before it runs its tests, into the folder beside theirs.
fn program(name: &str) -> PathBuf {
    let test = std::env::current_exe().expect("it is running");
    let profile = test.ancestors().nth(2).expect("target/PROFILE/deps/TEST");
    profile.join("examples").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

async fn run(name: &str, environment: &[(&str, &str)]) -> String {
    let mut command = Command::new(program(name));
    for variable in ["MYCPAAS_ACCOUNT_SID", "MYCPAAS_AUTH_TOKEN", "MYCPAAS_BASE_URL"] {
        command.env_remove(variable);
    }
    command.envs(environment.iter().copied()).stdin(Stdio::null()).kill_on_drop(true);
    let output = tokio::time::timeout(LIMIT, command.output()).await.expect("in time").expect("it was built");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{name}: {text}{}", String::from_utf8_lossy(&output.stderr));
    text
}

/// A simulator on which nobody answers, so that no document is asked for, and what the examples need to find it.
async fn account() -> (Simulator, [(&'static str, String); 3]) {
    let simulator = Simulator::builder().default_callee(Callee::busy()).start().await.expect("a port");
    let environment = [
        ("MYCPAAS_ACCOUNT_SID", simulator.account_sid().to_owned()),
        ("MYCPAAS_AUTH_TOKEN", simulator.auth_token().to_owned()),
        ("MYCPAAS_BASE_URL", simulator.base_url()),
    ];
    (simulator, environment)
}

#[tokio::test]
async fn outbound_call_on_its_own_simulator() {
    let text = run("outbound_call", &[]).await;
    for expected in [
        "ringing",
        "Drücken Sie die Eins",
        "Danke, Ihr Termin ist bestätigt",
        "-> 200",
        "completed after 7 s",
    ] {
        assert!(text.contains(expected), "{expected} is missing in:\n{text}");
    }
}

#[tokio::test]
async fn outbound_call_with_an_account() {
    let (simulator, account) = account().await;
    let call = [("TO", "+491234567890"), ("FROM", "+491098765432"), ("URL", "https://example.com/voice.xml")];
    let environment: Vec<_> =
        account.iter().map(|(name, value)| (*name, value.as_str())).chain(call).collect();
    let text = run("outbound_call", &environment).await;
    assert!(text.contains("It ended as busy"), "{text}");
    assert_eq!(simulator.received_matching("POST", "/Calls.json").len(), 1);
}

#[tokio::test]
async fn list_calls() {
    let text = run("list_calls", &[]).await;
    assert_eq!(text.matches("busy").count(), 5, "{text}");
    assert!(text.contains("error 20404"), "{text}");
}

#[tokio::test]
async fn check_laml() {
    let text = run("check_laml", &[]).await;
    assert!(text.contains("Findings: 0"), "{text}");
    for rule in ["wrong-case", "wrong-type", "forbidden-nesting", "unreachable", "numDigits"] {
        assert!(text.contains(rule), "{rule} is missing in:\n{text}");
    }
}

#[tokio::test]
async fn menu_axum() {
    let text = run("menu_axum", &[]).await;
    for expected in [
        "Drücken Sie die Eins",
        "Das gibt es nicht",
        "Unsere Öffnungszeiten",
        "ringing\n",
        "completed, and over",
        "A forged request was answered with 403",
    ] {
        assert!(text.contains(expected), "{expected} is missing in:\n{text}");
    }
}

#[tokio::test]
async fn quick_start() {
    let (simulator, account) = account().await;
    let environment: Vec<_> = account.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert!(run("quick_start", &environment).await.contains("Busy"));
    assert_eq!(simulator.received_matching("POST", "/Calls.json").len(), 1);
}

/// Without indentation and empty lines, since a README shows parts of a program.
fn lines(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_readme_shows_what_is_run() {
    let package = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| std::fs::read_to_string(package.join(path)).expect("it is there");
    let programs = ["quick_start.rs", "check_laml.rs", "tests/in_a_test.rs"].map(|path| lines(&read(path)));
    let readme = read("../../README.md");
    let shown: Vec<_> =
        readme.split("```rust\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert_eq!(shown.len(), 3);
    for block in shown {
        assert!(programs.iter().any(|program| program.contains(&lines(block))), "not run:\n{block}");
    }
}
