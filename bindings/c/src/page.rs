//! # Page of calls
//!
//! A page does not change, so any thread may read it. Its calls belong to it.

use std::ffi::c_char;
use std::ptr;

use mycpaas_bridge::{Page, Reply, Result};

use crate::call::{mycpaas_call, unexpected};
use crate::log::Log;
use crate::metadata::mycpaas_metadata;
use crate::texts::Texts;

/// A page of calls. It knows its client, which may be freed before it.
#[derive(Debug)]
pub struct mycpaas_page {
    pub(crate) page: Page,
    pub(crate) log: Option<Log>,
    calls: Vec<mycpaas_call>,
    metadata: mycpaas_metadata,
    texts: Texts,
}

impl mycpaas_page {
    pub(crate) fn of_reply(reply: Reply, log: Option<Log>) -> Result<Option<Self>> {
        match reply {
            Reply::Page(page) => Ok(page.map(|page| Self::new(*page, log))),
            _ => Err(unexpected()),
        }
    }

    fn new(mut page: Page, log: Option<Log>) -> Self {
        let calls = page.take_items().into_iter().map(|call| mycpaas_call::new(call, None));
        Self {
            calls: calls.collect(),
            metadata: mycpaas_metadata::new(page.metadata().clone()),
            texts: [page.cursor().map(|cursor| cursor.to_string())].into_iter().collect(),
            page,
            log,
        }
    }

    pub(crate) fn call(&self, index: usize) -> Option<&mycpaas_call> {
        self.calls.get(index)
    }
}

/// Returns how many calls there are on the page. 0 for `NULL`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_page_count(page: Option<&mycpaas_page>) -> usize {
    page.map_or(0, |page| page.calls.len())
}

/// Returns one of them, in the order of the API, or `NULL` where there is no more. It belongs to the page.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_page_call(page: Option<&mycpaas_page>, index: usize) -> Option<&mycpaas_call> {
    page.and_then(|page| page.call(index))
}

/// Returns where the next page begins, as a text that can be stored for `mycpaas_list_params_set_resume()`, or `NULL` if
/// this is the last page.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_page_cursor(page: Option<&mycpaas_page>) -> *const c_char {
    page.map_or(ptr::null(), |page| page.texts.get(0))
}

/// Returns how the page came. It belongs to the page. `NULL` for `NULL`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_page_metadata(page: Option<&mycpaas_page>) -> Option<&mycpaas_metadata> {
    page.map(|page| &page.metadata)
}

/// Frees a page with its calls. `NULL` is fine.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_page_free(page: Option<Box<mycpaas_page>>) {
    drop(page);
}
