//! The requests of the service, their signatures, and what they say of calls.

mod event;
mod generated;
mod incoming;
mod parsing;
mod recorded;
mod signature;
mod tracked_call;
mod tracker;
mod validator;
mod verdict;
mod waiting;
