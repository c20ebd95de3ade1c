//! Who is called, and what they do.

mod book;
mod script;

use std::collections::VecDeque;
use std::time::Duration;

pub(crate) use book::{CalleeBook, Scripts};

/// What a callee does when the telephone rings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reaction {
    Answers(Duration),
    Busy,
    NoAnswer,
    Unreachable,
}

/// The script of somebody who is called.
///
/// Every call plays the script from its beginning. The default callee lets it ring for two
/// seconds, answers, presses nothing and listens to the end.
///
/// As text (on the command line and the control endpoints) a script is a list separated by
/// commas: `busy`, `no-answer`, `unreachable`, or `answer:2s`, and after an answer `press:1`,
/// `say:yes please` and `hangup:30s`, each `press` and `say` for one Gather in turn.
///
/// ```
/// use std::time::Duration;
/// use mycpaas_simulator::Callee;
///
/// let callee = Callee::answers_after(Duration::from_secs(5)).presses("1").presses("42#");
/// assert_eq!("answer:5s,press:1,press:42#".parse(), Ok(callee));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Callee {
    pub(crate) reaction: Reaction,
    pub(crate) presses: VecDeque<String>,
    pub(crate) says: VecDeque<String>,
    pub(crate) hangs_up_after: Option<Duration>,
}

impl Callee {
    /// Returns a callee who answers after the telephone rang this long.
    ///
    /// Whoever takes longer than the call's `Timeout` (60 seconds unless it is given) does not answer.
    pub fn answers_after(ringing: Duration) -> Self {
        Self::reacting(Reaction::Answers(ringing))
    }

    /// Returns a callee whose line is busy.
    pub fn busy() -> Self {
        Self::reacting(Reaction::Busy)
    }

    /// Returns a callee who lets it ring.
    pub fn no_answer() -> Self {
        Self::reacting(Reaction::NoAnswer)
    }

    /// Returns a callee whom the network cannot reach: the call fails.
    pub fn unreachable() -> Self {
        Self::reacting(Reaction::Unreachable)
    }

    /// Adds what the callee presses at the next Gather that takes keys.
    ///
    /// The keys are `0` to `9`, `*`, `#` and `A` to `D`; other characters are left out. With no key
    /// at all, the callee lets that Gather pass.
    pub fn presses(mut self, keys: impl Into<String>) -> Self {
        let mut keys = keys.into();
        keys.retain(is_key);
        self.presses.push_back(keys);
        self
    }

    /// Adds what the callee says at the next Gather that takes speech and for which no key is left to
    /// press.
    pub fn says(mut self, words: impl Into<String>) -> Self {
        self.says.push_back(words.into());
        self
    }

    /// Sets how long after the answer the callee hangs up, whatever is being said.
    pub fn hangs_up_after(mut self, span: Duration) -> Self {
        self.hangs_up_after = Some(span);
        self
    }

    /// Says whether a telephone has this key.
    pub fn is_key(character: char) -> bool {
        is_key(character)
    }

    fn reacting(reaction: Reaction) -> Self {
        Self { reaction, presses: VecDeque::new(), says: VecDeque::new(), hangs_up_after: None }
    }
}

impl Default for Callee {
    fn default() -> Self {
        Self::answers_after(Duration::from_secs(2))
    }
}

pub(crate) fn is_key(character: char) -> bool {
    matches!(character, '0'..='9' | '*' | '#' | 'A'..='D')
}
