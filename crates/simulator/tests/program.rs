//! The simulator as a program.
#![cfg(feature = "cli")]
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "tests")]

mod common;

use std::process::Stdio;

use common::within;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::Command;

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mycpaas-simulator"));
    command.kill_on_drop(true).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

#[tokio::test]
async fn it_prints_where_it_is_and_answers() {
    within(async {
        let options =
            ["--dialect", "twilio", "--clock", "10x", "--callee", "+491=busy", "--callee", "=answer:1s"];
        let mut child = program().args(options).args(["--auth-token", "secret"]).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut export = async |name: &str| {
            let line = lines.next_line().await.unwrap().unwrap();
            line.strip_prefix(&format!("export {name}=")).expect(&line).to_owned()
        };
        let base = export("MYCPAAS_BASE_URL").await;
        let sid = export("MYCPAAS_ACCOUNT_SID").await;
        let token = export("MYCPAAS_AUTH_TOKEN").await;
        assert_eq!(token, "secret");
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let list = client.get(format!("{base}/Accounts/{sid}/Calls.json")).basic_auth(sid, Some(token));
        assert_eq!(list.send().await.unwrap().status(), 200);
        #[cfg(unix)]
        {
            let id = child.id().unwrap().to_string();
            assert!(Command::new("kill").args(["-INT", &id]).status().await.unwrap().success());
            assert!(child.wait().await.unwrap().success(), "Ctrl-C ends it well");
        }
    })
    .await;
}

#[tokio::test]
async fn it_says_what_is_wrong_with_its_options() {
    within(async {
        let cases = [
            (["--clock", "0x"], "is no clock"),
            (["--dialect", "klingon"], "is no dialect"),
            (["--callee", "+491"], "NUMBER=SCRIPT"),
            (["--callee", "+491=answer:soon"], "no span of time"),
            (["--account-sid", "SK1"], "must start with AC"),
            (["--signature", "md5"], "is no signature"),
            (["--webhook-format", "xml"], "is no format"),
            (["--signing-key", ""], "must not be empty"),
        ];
        for (options, complaint) in cases {
            let output = program().args(options).output().await.unwrap();
            let text = String::from_utf8(output.stderr).unwrap();
            assert!(!output.status.success() && text.contains(complaint), "{options:?}: {text}");
        }
        let help = program().arg("--help").output().await.unwrap();
        assert!(String::from_utf8(help.stdout).unwrap().contains("/simulator/faults"));
    })
    .await;
}
