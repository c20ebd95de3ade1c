//! Words with their meaning, as templates read them.

use serde::Serialize;

use crate::spec;

#[derive(Serialize)]
pub(crate) struct Enumeration {
    pub(crate) name: String,
    doc: String,
    /// Whether whatever takes these words takes others, too.
    open: bool,
    pub(crate) values: Vec<Word>,
}

#[derive(Serialize)]
pub(crate) struct Word {
    pub(crate) text: String,
    doc: String,
}

pub(crate) fn enumeration(name: &str, enumeration: &spec::Enumeration, open: bool) -> Enumeration {
    let words = enumeration.values.iter();
    Enumeration {
        name: name.to_owned(),
        doc: enumeration.doc.get_ref().clone(),
        open,
        values: words
            .map(|(text, doc)| Word { text: text.get_ref().clone(), doc: doc.get_ref().clone() })
            .collect(),
    }
}
