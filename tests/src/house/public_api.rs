//! Which crates show in what a crate makes public.

use std::collections::HashSet;

use syn::visit::{self, Visit};
use syn::{Fields, File, ImplItem, Item, ItemImpl, Path, Type, UseTree, Visibility};

use super::sources::Source;

/// Returns the public items whose signature names one of the given crates.
///
/// An item counts as public when it says `pub`, wherever it is: the lint `unreachable_pub` sees to it that
/// what says so is. What a file imports from these crates is recognised by its short name as well.
pub fn public_api_breaches(sources: &[Source], crates: &[&str]) -> Vec<String> {
    let mut breaches = Vec::new();
    let mut files = Vec::new();
    for source in sources {
        match syn::parse_file(&source.text) {
            Ok(file) => files.push((source.path.as_str(), file)),
            Err(error) => breaches.push(format!("{}: {error}", source.path)),
        }
    }
    let names = Names::of(files.iter().map(|(_, file)| file));
    for (path, file) in &files {
        let foreign = foreign_names(file, crates);
        let mut search = Search { names: &names, foreign: &foreign, found: Vec::new() };
        search.items(&file.items);
        breaches.extend(search.found.iter().map(|found| format!("{path}: {found}")));
    }
    breaches
}

/// The types of the crate that are public, and its traits that are not.
#[derive(Default)]
struct Names {
    public_types: HashSet<String>,
    private_traits: HashSet<String>,
}

impl Names {
    fn of<'a>(files: impl Iterator<Item = &'a File>) -> Self {
        let mut names = Self::default();
        files.for_each(|file| names.collect(&file.items));
        names
    }

    fn collect(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Struct(item) if is_public(&item.vis) => self.add(&item.ident),
                Item::Enum(item) if is_public(&item.vis) => self.add(&item.ident),
                Item::Trait(item) if is_public(&item.vis) => self.add(&item.ident),
                Item::Trait(item) => {
                    self.private_traits.insert(item.ident.to_string());
                }
                Item::Mod(module) => self.collect(module.content.as_ref().map_or(&[], |(_, items)| items)),
                _ => {}
            }
        }
    }

    fn add(&mut self, name: &syn::Ident) {
        self.public_types.insert(name.to_string());
    }
}

struct Search<'a> {
    names: &'a Names,
    foreign: &'a HashSet<String>,
    found: Vec<String>,
}

impl Search<'_> {
    fn items(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Impl(item) => self.implementation(item),
                Item::Mod(module) => self.items(module.content.as_ref().map_or(&[], |(_, items)| items)),
                _ => self.item(item),
            }
        }
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Fn(item) if is_public(&item.vis) => {
                self.check(&item.sig.ident, |finder| finder.visit_signature(&item.sig));
            }
            Item::Struct(item) if is_public(&item.vis) => self.check(&item.ident, |finder| {
                finder.visit_generics(&item.generics);
                finder.public_fields(&item.fields);
            }),
            Item::Enum(item) if is_public(&item.vis) => {
                self.check(&item.ident, |finder| finder.visit_item_enum(item));
            }
            Item::Type(item) if is_public(&item.vis) => {
                self.check(&item.ident, |finder| finder.visit_item_type(item));
            }
            Item::Trait(item) if is_public(&item.vis) => {
                self.check(&item.ident, |finder| finder.visit_item_trait(item));
            }
            Item::Const(item) if is_public(&item.vis) => {
                self.check(&item.ident, |finder| finder.visit_type(&item.ty));
            }
            Item::Static(item) if is_public(&item.vis) => {
                self.check(&item.ident, |finder| finder.visit_type(&item.ty));
            }
            Item::Use(item) if is_public(&item.vis) => {
                self.check("use", |finder| finder.use_tree(&item.tree));
            }
            _ => {}
        }
    }

    fn implementation(&mut self, item: &ItemImpl) {
        let Some(name) = last_name(&item.self_ty).filter(|name| self.names.public_types.contains(name))
        else {
            return;
        };
        match &item.trait_ {
            Some((path, _)) => {
                let own = path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
                if !self.names.private_traits.contains(&own) {
                    self.check(&format!("impl {own} for {name}"), |finder| {
                        finder.trait_implementation(item, path);
                    });
                }
            }
            None => item.items.iter().for_each(|member| self.member(&name, member)),
        }
    }

    fn member(&mut self, name: &str, member: &ImplItem) {
        match member {
            ImplItem::Fn(function) if is_public(&function.vis) => {
                let title = format!("{name}::{}", function.sig.ident);
                self.check(&title, |finder| finder.visit_signature(&function.sig));
            }
            ImplItem::Const(constant) if is_public(&constant.vis) => {
                let title = format!("{name}::{}", constant.ident);
                self.check(&title, |finder| finder.visit_type(&constant.ty));
            }
            _ => {}
        }
    }

    fn check(&mut self, title: &(impl ToString + ?Sized), look: impl FnOnce(&mut Finder<'_>)) {
        let mut finder = Finder { foreign: self.foreign, found: Vec::new() };
        look(&mut finder);
        let title = title.to_string();
        self.found.extend(finder.found.iter().map(|path| format!("{title} shows {path}")));
    }
}

/// Looks for paths that lead out.
struct Finder<'a> {
    foreign: &'a HashSet<String>,
    found: Vec<String>,
}

impl Finder<'_> {
    fn name(&mut self, name: &str) {
        if self.foreign.contains(name) {
            self.found.push(name.to_owned());
        }
    }

    fn public_fields(&mut self, fields: &Fields) {
        fields.iter().filter(|field| is_public(&field.vis)).for_each(|field| self.visit_type(&field.ty));
    }

    fn use_tree(&mut self, tree: &UseTree) {
        match tree {
            UseTree::Path(path) => self.name(&path.ident.to_string()),
            UseTree::Name(name) => self.name(&name.ident.to_string()),
            UseTree::Rename(rename) => self.name(&rename.ident.to_string()),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.use_tree(tree)),
            UseTree::Glob(_) => {}
        }
    }

    fn trait_implementation(&mut self, item: &ItemImpl, path: &Path) {
        self.visit_path(path);
        self.visit_generics(&item.generics);
        self.visit_type(&item.self_ty);
        for member in &item.items {
            match member {
                ImplItem::Type(own) => self.visit_type(&own.ty),
                ImplItem::Fn(function) => self.visit_signature(&function.sig),
                _ => {}
            }
        }
    }
}

impl<'ast> Visit<'ast> for Finder<'_> {
    fn visit_path(&mut self, path: &'ast Path) {
        if let Some(first) = path.segments.first() {
            self.name(&first.ident.to_string());
        }
        visit::visit_path(self, path);
    }

    /// What a body does is its own business.
    fn visit_block(&mut self, _block: &'ast syn::Block) {}
}

/// Returns the crates, and what the file imports from them.
fn foreign_names(file: &File, crates: &[&str]) -> HashSet<String> {
    let mut names: HashSet<String> = crates.iter().map(ToString::to_string).collect();
    for item in &file.items {
        if let Item::Use(item) = item {
            imported(&item.tree, false, crates, &mut names);
        }
    }
    names
}

fn imported(tree: &UseTree, inside: bool, crates: &[&str], names: &mut HashSet<String>) {
    let is_foreign = |name: &syn::Ident| inside || crates.iter().any(|own| name == own);
    match tree {
        UseTree::Path(path) => imported(&path.tree, is_foreign(&path.ident), crates, names),
        UseTree::Group(group) => group.items.iter().for_each(|tree| imported(tree, inside, crates, names)),
        UseTree::Name(name) if is_foreign(&name.ident) => {
            names.insert(name.ident.to_string());
        }
        UseTree::Rename(rename) if is_foreign(&rename.ident) => {
            names.insert(rename.rename.to_string());
        }
        _ => {}
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn last_name(own: &Type) -> Option<String> {
    match own {
        Type::Path(path) => path.path.segments.last().map(|segment| segment.ident.to_string()),
        Type::Reference(reference) => last_name(&reference.elem),
        _ => None,
    }
}
