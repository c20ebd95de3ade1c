//! The headers of the C library, out of the functions that it exports.

use std::fs;
use std::path::{Path, PathBuf};

use cbindgen::{Builder, Config, Style};
use minijinja::context;
use minijinja::value::{Serde, Value};

use crate::model;
use crate::output::Generated;
use crate::prose;
use crate::spec::Spec;
use crate::template::environment;

const BINDING: &str = "bindings/c";

/// A header, its template, and the files whose items it shows, in its order: what a declaration names comes before it.
struct Header {
    path: &'static str,
    template: &'static str,
    sections: &'static [&'static str],
}

const HEADERS: [Header; 2] = [
    Header {
        path: "bindings/c/include/mycpaas.h",
        template: include_str!("../templates/c/mycpaas.h.j2"),
        sections: CLIENT,
    },
    Header {
        path: "bindings/c/include/mycpaas_webhooks.h",
        template: include_str!("../templates/c/mycpaas_webhooks.h.j2"),
        sections: WEBHOOKS,
    },
];

const CLIENT: &[&str] = &[
    "version",
    "enums/generated/error_kind",
    "enums/delivery",
    "enums/log_level",
    "enums/generated/call_words",
    "enums/laml_severity",
    "metadata",
    "error",
    "log",
    "config",
    "cancel",
    "queue",
    "options",
    "client",
    "call/object",
    "call/generated/mod",
    "call/extra",
    "page",
    "response",
    "callback",
    "background",
    "params/call",
    "params/generated/call",
    "calls/create",
    "calls/fetch",
    "params/wait",
    "calls/wait",
    "params/update",
    "params/generated/update",
    "calls/update",
    "calls/hang_up",
    "calls/cancel",
    "calls/redirect",
    "calls/delete",
    "params/list",
    "params/generated/list",
    "calls/list",
    "calls/pages",
    "request",
    "laml/element",
    "laml/content",
    "laml/attributes",
    "laml/writing",
    "laml/parsing",
    "laml/reading",
    "laml/findings",
    "laml/check_settings",
    "laml/checking",
];

const WEBHOOKS: &[&str] = &[
    "enums/generated/event_words",
    "enums/signature_scheme",
    "enums/refusal_reason",
    "enums/call_change",
    "webhook/event",
    "webhook/generated/mod",
    "webhook/incoming",
    "webhook/parsing",
    "webhook/verdict",
    "webhook/validator",
    "webhook/signature",
    "webhook/tracked_call",
    "webhook/recorded",
    "webhook/tracker",
    "webhook/waiting",
];

/// Writes the headers. The sources are read as they are on the disk.
pub(crate) fn render(spec: &Spec, root: &Path) -> Result<Vec<Generated>, String> {
    let binding = root.join(BINDING);
    let sources = sources(&binding)?;
    let config = config(&binding, &sources)?;
    let rendered: Result<Vec<Generated>, String> =
        HEADERS.iter().map(|header| header.render(spec, &sources, &config)).collect();
    let rendered = rendered?;
    let text: String = rendered.iter().map(|header| header.text.as_str()).collect();
    check(&text, &sources)?;
    Ok(rendered)
}

impl Header {
    fn render(&self, spec: &Spec, sources: &[Source], config: &Config) -> Result<Generated, String> {
        let sections: Result<Vec<String>, String> =
            self.sections.iter().map(|name| section(sources, name, config)).collect();
        let version = env!("CARGO_PKG_VERSION");
        let numbers: Vec<&str> = version.split(['.', '-', '+']).collect();
        let model = context! {
            version,
            major => numbers.first().copied(),
            minor => numbers.get(1).copied(),
            patch => numbers.get(2).copied(),
            sections => sections?.concat(),
            ..Value::from(Serde(&model::calls::api(&spec.calls)))
        };
        let failed = |error: minijinja::Error| format!("the template of {}: {error:#}", self.path);
        let environment = environment().map_err(failed)?;
        let text = environment.render_named_str(self.path, self.template, model).map_err(failed)?;
        Ok(Generated { path: self.path.to_owned(), text })
    }
}

/// Makes sure that every function is declared, and none of them twice.
fn check(headers: &str, sources: &[Source]) -> Result<(), String> {
    let code: String =
        headers.lines().filter(|line| !line.starts_with(" *") && !line.starts_with("/*")).collect();
    let once = |name: &&str| code.matches(&format!("{name}(")).count() == 1;
    match sources.iter().flat_map(Source::functions).find(|name| !once(name)) {
        Some(name) => Err(format!("{name} is not once in the headers: look at the sections in c_header.rs")),
        None => Ok(()),
    }
}

/// One file in Rust.
struct Source {
    /// Its path below `src`, without its ending.
    name: String,
    path: PathBuf,
    text: String,
}

impl Source {
    /// The names of the functions that it exports.
    fn functions(&self) -> impl Iterator<Item = &str> {
        let declared = self.text.lines().filter_map(|line| line.strip_prefix("pub extern \"C\" fn "));
        declared.filter_map(|rest| rest.split(['(', '<']).next())
    }

    /// The names of its enumerations.
    fn enumerations(&self) -> impl Iterator<Item = &str> {
        self.items("pub enum ")
    }

    /// The names of its types, none of which may be left out because no function of the file needs it.
    fn types(&self) -> impl Iterator<Item = &str> {
        ["pub enum ", "pub struct ", "pub type "].into_iter().flat_map(|item| self.items(item))
    }

    fn items<'a>(&'a self, item: &'a str) -> impl Iterator<Item = &'a str> {
        self.text.lines().filter_map(move |line| line.strip_prefix(item)?.split_whitespace().next())
    }

    /// What its first comment says, where that is a heading with what belongs to it.
    fn heading(&self) -> Option<String> {
        let lines = self.text.lines().map_while(|line| line.strip_prefix("//!"));
        let text = lines.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect::<Vec<_>>().join("\n");
        let text = text.split("\n\n@generated").next().unwrap_or_default();
        text.strip_prefix("# ").map(str::to_owned)
    }
}

fn sources(binding: &Path) -> Result<Vec<Source>, String> {
    let folder = binding.join("src");
    let mut sources = Vec::new();
    walk(&folder, &folder, &mut sources).map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(sources)
}

fn walk(root: &Path, folder: &Path, sources: &mut Vec<Source>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            walk(root, &path, sources)?;
        } else if let Ok(below) = path.strip_prefix(root) {
            let name = below.with_extension("").to_string_lossy().replace('\\', "/");
            sources.push(Source { name, text: fs::read_to_string(&path)?, path });
        }
    }
    Ok(())
}

/// Reads the configuration, to which all enumerations are added: in C they are named with `enum` before.
fn config(binding: &Path, sources: &[Source]) -> Result<Config, String> {
    let mut config = Config::from_file(binding.join("cbindgen.toml"))?;
    for name in sources.iter().flat_map(Source::enumerations) {
        config.export.rename.insert(name.to_owned(), format!("enum {name}"));
    }
    Ok(config)
}

fn section(sources: &[Source], name: &str, config: &Config) -> Result<String, String> {
    let source = sources.iter().find(|source| source.name == name);
    let source = source.ok_or_else(|| format!("bindings/c/src/{name}.rs is missing"))?;
    let mut config = config.clone();
    config.export.include = source.types().map(str::to_owned).collect();
    if source.enumerations().next().is_some() {
        config.export.rename.clear();
        config.style = Style::Tag;
    }
    let bindings = Builder::new().with_config(config).with_src(&source.path).generate();
    let mut written = Vec::new();
    bindings.map_err(|error| format!("{name}.rs: {error}"))?.write(&mut written);
    let written = String::from_utf8(written).map_err(|error| format!("{name}.rs: {error}"))?;
    let heading = source.heading().map(|text| prose::block_comment(&text));
    Ok(format!("\n{}{}\n", heading.unwrap_or_default(), written.trim()))
}
