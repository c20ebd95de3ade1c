//! What is committed is what the specification says.

use std::process::Command;

#[test]
fn the_generated_files_are_current() {
    let check = Command::new(env!("CARGO_BIN_EXE_mycpaas-codegen")).arg("--check").output().unwrap();
    let said = String::from_utf8_lossy(&check.stderr);
    assert!(check.status.success(), "run `make generate`: {said}{}", String::from_utf8_lossy(&check.stdout));
}
