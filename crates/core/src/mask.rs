//! Telephone numbers as they are shown where a log may keep them.

/// How many characters stay readable at the beginning and at the end.
const KEPT: usize = 3;

/// Hides the middle of a telephone number or SIP URI: `+491234567890` becomes `+49*******890`.
///
/// What is too short to keep both ends is hidden whole.
pub fn mask_phone_number(text: &str) -> String {
    let length = text.chars().count();
    let kept = if length > 2 * KEPT + 2 { KEPT } else { 0 };
    let hide = |(index, character): (usize, char)| {
        if index < kept || index >= length - kept { character } else { '*' }
    };
    text.chars().enumerate().map(hide).collect()
}
