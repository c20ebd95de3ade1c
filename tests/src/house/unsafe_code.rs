//! Whether a crate is free of `unsafe`.

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{ExprUnsafe, ItemImpl};

use super::sources::Source;

/// Returns where sources in Rust say `unsafe`, or cannot be read.
pub fn unsafe_places(sources: &[Source]) -> Vec<String> {
    let said = sources.iter().filter_map(|source| match source.text.parse::<TokenStream>() {
        Ok(tokens) => has_word(tokens, "unsafe").then(|| format!("{}: says unsafe", source.path)),
        Err(error) => Some(format!("{}: {error}", source.path)),
    });
    said.collect()
}

/// Returns the files with unsafe blocks and implementations; the attributes of functions that C calls say `unsafe` too.
pub fn unsafe_blocks(sources: &[Source]) -> Vec<String> {
    let has_some = |source: &&Source| {
        let mut blocks = Blocks(0);
        syn::parse_file(&source.text).map_or(true, |file| {
            blocks.visit_file(&file);
            blocks.0 > 0
        })
    };
    sources.iter().filter(has_some).map(|source| source.path.clone()).collect()
}

struct Blocks(usize);

impl<'ast> Visit<'ast> for Blocks {
    fn visit_expr_unsafe(&mut self, block: &'ast ExprUnsafe) {
        self.0 += 1;
        visit::visit_expr_unsafe(self, block);
    }

    fn visit_item_impl(&mut self, item: &'ast ItemImpl) {
        self.0 += usize::from(item.unsafety.is_some());
        visit::visit_item_impl(self, item);
    }
}

/// Returns where the sources of a crate say `unsafe`, and whether its root does not forbid it.
pub fn unsafe_breaches(sources: &[Source]) -> Vec<String> {
    let said = unsafe_places(sources).into_iter();
    let roots = sources.iter().filter(|source| source.path.ends_with("/src/lib.rs"));
    let open = roots.filter(|source| !forbids_unsafe(&source.text));
    said.chain(open.map(|source| format!("{}: lacks #![forbid(unsafe_code)]", source.path))).collect()
}

fn has_word(tokens: TokenStream, word: &str) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(found) => found == word,
        TokenTree::Group(group) => has_word(group.stream(), word),
        _ => false,
    })
}

fn forbids_unsafe(text: &str) -> bool {
    let attributes = syn::parse_file(text).map(|file| file.attrs).unwrap_or_default();
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("forbid")
            && attribute.meta.require_list().is_ok_and(|list| has_word(list.tokens.clone(), "unsafe_code"))
    })
}
