//! How much a line of the log matters.

use mycpaas_bridge::{Failure, Level, Result};

/// How much a line of the log matters.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub enum mycpaas_log_level {
    /// Something failed for good.
    Error = 1,
    /// Something is wrong, and goes on.
    Warn = 2,
    /// Something happened.
    Info = 3,
    /// What a request does: that it is sent, repeated, answered.
    Debug = 4,
    /// Everything.
    Trace = 5,
}

const LEVELS: [(Level, mycpaas_log_level); 5] = [
    (Level::ERROR, mycpaas_log_level::Error),
    (Level::WARN, mycpaas_log_level::Warn),
    (Level::INFO, mycpaas_log_level::Info),
    (Level::DEBUG, mycpaas_log_level::Debug),
    (Level::TRACE, mycpaas_log_level::Trace),
];

impl From<Level> for mycpaas_log_level {
    fn from(level: Level) -> Self {
        LEVELS.iter().find(|(known, _)| *known == level).map_or(Self::Trace, |(_, own)| *own)
    }
}

/// Reads what C passes, which may be any number.
pub(crate) fn level(number: i32) -> Result<Level> {
    let known = LEVELS.iter().find(|(_, own)| *own as i32 == number).map(|(level, _)| *level);
    known.ok_or_else(|| {
        let problem =
            format_args!("{number} is given; a number of enum mycpaas_log_level, 1 to 5, is allowed");
        Failure::invalid_argument("level", problem)
    })
}
