//! Elements that may stand in the same places, for languages that write their methods only once.

use serde::Serialize;
use toml::Spanned;

use super::laml::class;
use crate::spec::Laml;

/// Elements that have the same parents, of which there are several.
#[derive(Serialize)]
pub(crate) struct Family {
    /// The type of the first one, for a name.
    class: String,
    /// The ids of all.
    members: Vec<String>,
    /// The ids of their parents.
    parents: Vec<String>,
}

/// Returns every family, in the order of their first members.
pub(super) fn families(spec: &Laml) -> Vec<Family> {
    let mut families: Vec<Family> = Vec::new();
    for id in spec.elements.keys() {
        let id = id.get_ref();
        let holds = |children: &[Spanned<String>]| children.iter().any(|child| child.get_ref() == id);
        let parents = spec.elements.iter().filter(|(_, parent)| holds(&parent.children));
        let parents: Vec<String> = parents.map(|(parent, _)| parent.get_ref().clone()).collect();
        match families.iter_mut().find(|family| family.parents == parents) {
            Some(family) => family.members.push(id.clone()),
            None if parents.len() > 1 => {
                families.push(Family { class: class(spec, id), members: vec![id.clone()], parents });
            }
            None => {}
        }
    }
    families
}

/// Returns the names of the families that may stand in an element.
pub(super) fn of(families: &[Family], parent: &str) -> Vec<String> {
    let found = families.iter().filter(|family| family.parents.iter().any(|id| id == parent));
    found.map(|family| family.class.clone()).collect()
}

/// Returns the ids of those children that are in no family.
pub(super) fn outside(families: &[Family], children: &[Spanned<String>]) -> Vec<String> {
    let in_any = |id: &String| families.iter().any(|family| family.members.contains(id));
    children.iter().map(Spanned::get_ref).filter(|id| !in_any(id)).cloned().collect()
}
