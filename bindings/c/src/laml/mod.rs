//! LaML: a tree of elements that C holds by their addresses.

mod attributes;
mod check_settings;
mod checking;
mod content;
mod document;
mod element;
mod findings;
mod parsing;
mod reading;
mod tree;
mod writing;
