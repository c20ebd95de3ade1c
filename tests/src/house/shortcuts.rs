//! Ways around the rules of import: a module, or a text, out of another crate's folder.

use syn::visit::{self, Visit};
use syn::{Attribute, Macro};

use super::sources::Source;

/// Returns where sources take in a file by its path: `#[path]`, and `include!` of something above their folder.
pub fn shortcut_breaches(sources: &[Source]) -> Vec<String> {
    sources.iter().flat_map(file_breaches).collect()
}

fn file_breaches(source: &Source) -> Vec<String> {
    let mut finder = Finder::default();
    match syn::parse_file(&source.text) {
        Ok(file) => finder.visit_file(&file),
        Err(error) => finder.found.push(error.to_string()),
    }
    finder.found.iter().map(|found| format!("{}: {found}", source.path)).collect()
}

#[derive(Default)]
struct Finder {
    found: Vec<String>,
}

impl<'ast> Visit<'ast> for Finder {
    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        if attribute.path().is_ident("path") {
            self.found.push("has a module by its path".to_owned());
        }
        visit::visit_attribute(self, attribute);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        let tokens = call.tokens.to_string();
        if call.path.is_ident("include") && (tokens.contains("..") || tokens.contains("CARGO_MANIFEST_DIR")) {
            self.found.push(format!("includes {tokens}"));
        }
        visit::visit_macro(self, call);
    }
}
