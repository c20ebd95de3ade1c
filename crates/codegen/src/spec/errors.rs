//! `errors.toml`: the kinds of error.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::{File, check_doc, check_unique};
use crate::problem::Problems;

/// The whole file.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Errors {
    #[serde(rename(deserialize = "kind"))]
    kinds: IndexMap<Spanned<String>, Kind>,
}

/// One kind.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Kind {
    code: Spanned<i32>,
    name: Spanned<String>,
    http: Option<Spanned<String>>,
    class: Option<Spanned<String>>,
    parent: Option<Spanned<String>>,
    builtin: Option<String>,
    doc: Spanned<String>,
}

impl File for Errors {
    const NAME: &'static str = "errors.toml";

    fn check(&self, problems: &mut Problems<'_>) {
        check_unique(self.kinds.values().map(|kind| &kind.code), problems);
        check_unique(self.kinds.values().map(|kind| &kind.name), problems);
        check_unique(self.kinds.values().filter_map(|kind| kind.class.as_ref()), problems);
        check_unique(self.kinds.values().filter_map(|kind| kind.http.as_ref()), problems);
        for kind in self.kinds.values() {
            check_doc(&kind.doc, true, problems);
            if let Some(parent) = &kind.parent {
                let mut before = self.kinds.iter().take_while(|(_, other)| other.code != kind.code);
                problems.require(
                    before.any(|(name, other)| name == parent && other.class.is_some()),
                    parent.span(),
                    "parent is a kind with a class that stands before it",
                );
            }
            problems.require(
                kind.class.is_some()
                    || kind.http.is_none() && kind.parent.is_none() && kind.builtin.is_none(),
                kind.name.span(),
                "without a class there is no http, parent or builtin",
            );
            if let Some(http) = &kind.http {
                problems.require(
                    is_status(http.get_ref()),
                    http.span(),
                    "http is a status, a range, or other",
                );
            }
        }
        let codes: Vec<i32> = self.kinds.values().map(|kind| *kind.code.get_ref()).collect();
        for (kind, _) in
            self.kinds.values().zip(&codes).zip(codes.iter().skip(1)).filter(|((_, one), next)| one > next)
        {
            problems.add(kind.0.code.span(), "the kinds stand in the order of their codes");
        }
    }
}

fn is_status(text: &str) -> bool {
    let number = |text: &str| text.parse().is_ok_and(|status: u16| (100..=599).contains(&status));
    text == "other" || text.split('-').all(number) && text.split('-').count() <= 2
}
