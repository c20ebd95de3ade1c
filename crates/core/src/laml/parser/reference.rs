//! References: `&amp;`, `&#228;`, `&#xE4;`.

use super::source::Source;
use crate::Error;
use crate::laml::characters::{forbidden, is_forbidden};

/// Reads a reference. Its `&` comes next.
pub(super) fn read(source: &mut Source<'_>) -> Result<char, Error> {
    let at = source.at();
    source.take(1);
    let character = if source.eat("#") { number(source, at)? } else { entity(source, at)? };
    if source.eat(";") {
        return Ok(character);
    }
    Err(source.error_at(at, "a reference does not end with `;`"))
}

fn entity(source: &mut Source<'_>, at: usize) -> Result<char, Error> {
    match source.plain_name() {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        "" => Err(source.error_at(at, "`&` stands alone; write `&amp;`")),
        name => Err(source
            .error_at(at, format_args!("the entity `&{name};` is not one of amp, lt, gt, quot and apos"))),
    }
}

fn number(source: &mut Source<'_>, at: usize) -> Result<char, Error> {
    let radix = if source.eat("x") { 16 } else { 10 };
    let digits = source.rest().bytes().take_while(|byte| char::from(*byte).is_digit(radix)).count();
    let digits = source.take(digits);
    match u32::from_str_radix(digits, radix).ok().and_then(char::from_u32) {
        Some(character) if is_forbidden(character) => {
            Err(source.error_at(at, format_args!("a reference to {}", forbidden(character))))
        }
        Some(character) => Ok(character),
        None => Err(source.error_at(at, "a reference that is not the number of a character")),
    }
}
