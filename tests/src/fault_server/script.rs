//! The behaviours that are still to come.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::answer::Answer;
use super::behaviour::{Behaviour, Stage};

/// A queue of behaviours; when it is empty, what comes after it is repeated.
#[derive(Debug)]
pub(super) struct Script(Mutex<State>);

#[derive(Debug)]
struct State {
    queue: VecDeque<Behaviour>,
    rest: Behaviour,
    /// The last one of the queue becomes the rest.
    last_repeats: bool,
}

impl Script {
    pub(super) fn new(behaviours: Vec<Behaviour>, rest: Option<Behaviour>) -> Self {
        Self(Mutex::new(State {
            queue: behaviours.into(),
            last_repeats: rest.is_none(),
            rest: rest.unwrap_or_else(|| Behaviour::answer(Answer::created())),
        }))
    }

    /// Takes the next behaviour.
    pub(super) fn next(&self) -> Behaviour {
        self.state().next()
    }

    /// Takes the next behaviour if it acts after this very stage.
    pub(super) fn next_at(&self, stage: Stage) -> Option<Behaviour> {
        let mut script = self.state();
        let acts_now = script.queue.front().unwrap_or(&script.rest).after == stage;
        acts_now.then(|| script.next())
    }

    pub(super) fn push(&self, behaviour: Behaviour) {
        self.state().queue.push_back(behaviour);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn next(&mut self) -> Behaviour {
        let Some(behaviour) = self.queue.pop_front() else {
            return self.rest.clone();
        };
        if self.last_repeats {
            self.rest = behaviour.clone();
        }
        behaviour
    }
}

#[cfg(test)]
mod tests {
    use super::{Answer, Behaviour, Script, Stage};

    #[test]
    fn repeats_the_last_one() {
        let script = Script::new(vec![Answer::new(500).into(), Answer::new(201).into()], None);
        let taken: Vec<Behaviour> = (0..3).map(|_| script.next()).collect();
        assert_eq!(taken[1..], [Answer::new(201).into(), Answer::new(201).into()]);
    }

    #[test]
    fn goes_on_with_the_rest() {
        let script = Script::new(vec![Answer::new(500).into()], Some(Answer::new(404).into()));
        let taken: Vec<Behaviour> = (0..2).map(|_| script.next()).collect();
        assert_eq!(taken, [Answer::new(500).into(), Answer::new(404).into()]);
    }

    #[test]
    fn gives_early_ones_only_at_their_stage() {
        let script = Script::new(vec![Behaviour::close(Stage::Accepted), Answer::new(201).into()], None);
        assert_eq!(script.next_at(Stage::Secured), None);
        assert_eq!(script.next_at(Stage::Accepted), Some(Behaviour::close(Stage::Accepted)));
        assert_eq!(script.next_at(Stage::Accepted), None);
    }
}
