//! A call, as C reads it.

mod extra;
mod generated;
mod object;

use object::text_at;
pub(crate) use object::{mycpaas_call, unexpected};
