//! # Log
//!
//! A client that was given a callback (`mycpaas_config_set_log()`) tells what its requests do. Neither secrets nor whole
//! telephone numbers are in it.

use std::ffi::{c_char, c_void};

use mycpaas_bridge::{Level, LogRecord};

use crate::callback::Userdata;
use crate::enums::mycpaas_log_level;
use crate::named::Named;
use crate::texts::Texts;

/// One line of the log.
#[derive(Debug)]
pub struct mycpaas_log_record {
    level: Level,
    texts: Texts,
    fields: Named,
}

/// Hears a line of the log. The record is good until the callback returns.
///
/// It runs on the thread that waits for the request, or else on the one where the request's callback runs.
pub type mycpaas_log_callback =
    Option<extern "C" fn(record: Option<&mycpaas_log_record>, userdata: *mut c_void)>;

/// Who hears of what is logged, and from which level on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Log {
    pub(crate) level: Level,
    pub(crate) callback: extern "C" fn(Option<&mycpaas_log_record>, *mut c_void),
    pub(crate) userdata: Userdata,
}

/// The places of the texts.
const MESSAGE: usize = 0;
const LINE: usize = 1;

impl Log {
    pub(crate) fn tell(self, record: LogRecord) {
        let fields = record.fields.iter().map(|(name, value)| format!(" {name}={value}"));
        let line = record.message.clone() + &fields.collect::<String>();
        let record = mycpaas_log_record {
            level: record.level,
            texts: [Some(record.message), Some(line)].into_iter().collect(),
            fields: record.fields.into_iter().map(|(name, value)| (name, Some(value))).collect(),
        };
        (self.callback)(Some(&record), self.userdata.0);
    }
}

fn text(record: Option<&mycpaas_log_record>, place: usize) -> *const c_char {
    record.map_or(std::ptr::null(), |record| record.texts.get(place))
}

/// Returns how much it matters. `MYCPAAS_LOG_LEVEL_TRACE` for `NULL`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_log_record_level(record: Option<&mycpaas_log_record>) -> mycpaas_log_level {
    record.map_or(mycpaas_log_level::Trace, |record| record.level.into())
}

/// Returns the whole line: the message, and what is known as `name=value`. `NULL` for `NULL`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_log_record_line(record: Option<&mycpaas_log_record>) -> *const c_char {
    text(record, LINE)
}

/// Returns what happened, alone. `NULL` for `NULL`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_log_record_message(record: Option<&mycpaas_log_record>) -> *const c_char {
    text(record, MESSAGE)
}

/// Returns how many things are known of it. 0 for `NULL`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_log_record_field_count(record: Option<&mycpaas_log_record>) -> usize {
    record.map_or(0, |record| record.fields.len())
}

/// Returns the name of one of them, such as `status`, or `NULL` where there is no more.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_log_record_field_name(
    record: Option<&mycpaas_log_record>,
    index: usize,
) -> *const c_char {
    record.map_or(std::ptr::null(), |record| record.fields.name(index))
}

/// Returns its value, or `NULL` where there is no more.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_log_record_field_value(
    record: Option<&mycpaas_log_record>,
    index: usize,
) -> *const c_char {
    record.map_or(std::ptr::null(), |record| record.fields.value(index))
}
