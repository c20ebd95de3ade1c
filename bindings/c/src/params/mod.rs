//! The parameters of requests.

mod call;
mod generated;
mod given;
mod list;
mod update;
mod wait;

pub(crate) use call::mycpaas_call_params;
pub(crate) use list::mycpaas_list_params;
pub(crate) use update::mycpaas_update_params;
pub(crate) use wait::mycpaas_wait_params;
