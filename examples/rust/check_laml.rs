//! Builds a LaML document, reads one that somebody else wrote, and says what is wrong with it.
//!
//! ```text
//! cargo run --example check_laml
//! ```
#![expect(clippy::print_stdout, reason = "an example talks to the person who runs it")]

use mycpaas::laml::{Break, CheckOptions, Gather, Hangup, Say, VoiceResponse, check_document};

const FROM_ELSEWHERE: &str = "<Response>
  <Gather numdigits='1' timeout='soon'>
    <Dial>+491234567890</Dial>
  </Gather>
  <Hangup/>
  <Say>Nobody ever hears this.</Say>
</Response>";

fn main() -> Result<(), mycpaas::Error> {
    let greeting = Say::new("Guten Tag!")
        .language("de-DE")
        .add(Break::new().time("500ms"))
        .text("Drücken Sie die Eins.");
    let menu = VoiceResponse::new()
        .add(Gather::new().num_digits(1).action("https://example.com/menu").add(greeting))
        .add(Hangup::new());
    println!("{}", menu.to_xml_pretty()?);
    println!("\nFindings: {}\n", menu.check(&CheckOptions::new()).len());

    println!("{FROM_ELSEWHERE}\n");
    for finding in check_document(FROM_ELSEWHERE, &CheckOptions::new()) {
        println!("{finding}");
    }
    Ok(())
}
