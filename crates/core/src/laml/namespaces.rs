//! Prefixes and what they stand for: nothing to LaML, but XML readers refuse one that stands for nothing.

use std::collections::HashSet;

use super::element::{Element, Text};

const XML: &str = "http://www.w3.org/XML/1998/namespace";
const XMLNS: &str = "http://www.w3.org/2000/xmlns/";
/// How many declarations may be in force in one place.
const DECLARATIONS_MAX: usize = 64;

/// The declarations that are in force.
#[derive(Debug, Default)]
pub(super) struct Scope {
    declarations: Vec<Declaration>,
}

#[derive(Debug)]
struct Declaration {
    depth: usize,
    prefix: String,
    name: Text,
}

/// Whether [`Scope::enter`] has to look at the attribute.
#[inline]
pub(super) fn concerns(name: &str) -> bool {
    name.as_bytes().contains(&b':') || name == "xmlns"
}

impl Scope {
    /// Takes the declarations of an element in, and checks the prefixes in it. `depth` is that of the element.
    ///
    /// The error is the name of the attribute, if it is one, and what is wrong.
    pub(super) fn enter(&mut self, element: &Element, depth: usize) -> Result<(), (Option<String>, String)> {
        for attribute in element.attributes.iter().filter(|attribute| concerns(&attribute.name)) {
            self.declare(&attribute.name, &attribute.value, depth)
                .map_err(|problem| (Some(attribute.name.to_string()), problem))?;
        }
        if let Some((prefix, _)) = element.name.split_once(':') {
            self.resolve(prefix).map_err(|problem| (None, problem))?;
        }
        self.check_attributes(element).map_err(|(name, problem)| (Some(name.to_owned()), problem))
    }

    /// Forgets what the elements from that depth on declared.
    #[inline]
    pub(super) fn leave(&mut self, depth: usize) {
        while self.declarations.last().is_some_and(|last| last.depth >= depth) {
            self.declarations.pop();
        }
    }

    fn declare(&mut self, attribute: &str, name: &Text, depth: usize) -> Result<(), String> {
        let prefix = match attribute.split_once(':') {
            Some(("xmlns", prefix)) => prefix,
            None => "",
            Some(_) => return Ok(()),
        };
        let is_wrong = match prefix {
            "xml" => name != XML,
            "xmlns" => true,
            "" => name == XML || name == XMLNS,
            _ => name.is_empty() || name == XML || name == XMLNS,
        };
        if is_wrong {
            return Err(format!("the prefix `{prefix}` cannot stand for `{name}`"));
        }
        if self.declarations.len() >= DECLARATIONS_MAX {
            return Err(format!("more than {DECLARATIONS_MAX} prefixes are declared"));
        }
        self.declarations.push(Declaration { depth, prefix: prefix.to_owned(), name: name.clone() });
        Ok(())
    }

    fn resolve(&self, prefix: &str) -> Result<&str, String> {
        let mut inner = self.declarations.iter().rev();
        match inner.find(|declaration| declaration.prefix == prefix) {
            Some(declaration) => Ok(&declaration.name),
            None if prefix == "xml" => Ok(XML),
            None => Err(format!("the prefix `{prefix}` is not declared")),
        }
    }

    /// Two prefixes may stand for the same, and then hide that an attribute appears twice.
    fn check_attributes<'a>(&self, element: &'a Element) -> Result<(), (&'a str, String)> {
        let mut seen = HashSet::new();
        for attribute in &element.attributes {
            let Some((prefix, local)) =
                attribute.name.split_once(':').filter(|(prefix, _)| *prefix != "xmlns")
            else {
                continue;
            };
            let name = self.resolve(prefix).map_err(|problem| (attribute.name(), problem))?;
            if !seen.insert((name, local)) {
                return Err((&attribute.name, "it appears twice, with two prefixes for one name".to_owned()));
            }
        }
        Ok(())
    }
}
