//! Operations on calls, one a file.

mod cancel;
mod create;
mod delete;
mod fetch;
mod hang_up;
mod list;
mod pages;
mod redirect;
mod update;
mod wait;
