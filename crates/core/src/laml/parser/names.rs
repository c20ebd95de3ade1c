//! Names that the specification knows, so that a document that is parsed needs no copies of them.

use std::borrow::Cow;
use std::sync::LazyLock;

use crate::laml::element::Text;
use crate::laml::generated::table::ELEMENTS;

const SLOTS: usize = 1024;

/// One name a slot. Of two that share one, the second is copied like names that nobody knows.
static KNOWN: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let mut slots = vec![""; SLOTS];
    let elements = ELEMENTS.iter().map(|element| element.name);
    let attributes = ELEMENTS.iter().flat_map(|element| element.attributes).map(|attribute| attribute.name);
    for name in elements.chain(attributes) {
        if let Some(slot) = slots.get_mut(slot(name)).filter(|slot| slot.is_empty()) {
            *slot = name;
        }
    }
    slots
});

/// Returns the name to keep.
#[inline]
pub(super) fn keep(name: &str) -> Text {
    match KNOWN.get(slot(name)) {
        Some(known) if *known == name => Cow::Borrowed(known),
        _ => Cow::Owned(name.to_owned()),
    }
}

#[inline]
fn slot(name: &str) -> usize {
    let mix = |hash: u32, byte: &u8| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
    name.as_bytes().iter().fold(0x811C_9DC5, mix) as usize % SLOTS
}
