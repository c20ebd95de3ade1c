//! The way from a root to an element in its tree.

/// How many steps need no memory of their own. Documents are rarely deeper.
const SHORT: usize = 5;

/// The place of each child on the way, among the children of its parent.
#[derive(Clone, Debug)]
pub(super) enum Path {
    Short { length: usize, steps: [u32; SHORT] },
    Long(Vec<u32>),
}

impl Path {
    /// The way to the root itself.
    pub(super) const ROOT: Self = Self::Short { length: 0, steps: [0; SHORT] };

    pub(super) fn steps(&self) -> &[u32] {
        match self {
            Self::Short { length, steps } => steps.get(..*length).unwrap_or_default(),
            Self::Long(steps) => steps,
        }
    }

    pub(super) fn places(&self) -> impl Iterator<Item = usize> {
        self.steps().iter().map(|step| usize::try_from(*step).unwrap_or(usize::MAX))
    }

    pub(super) fn is_root(&self) -> bool {
        self.steps().is_empty()
    }

    /// Goes one step further.
    pub(super) fn child(&self, place: usize) -> Self {
        // So many children do not fit into memory.
        self.join(&[u32::try_from(place).unwrap_or(u32::MAX)])
    }

    /// Goes on from here.
    pub(super) fn join(&self, further: &[u32]) -> Self {
        let before = self.steps();
        let length = before.len() + further.len();
        let mut steps = [0; SHORT];
        match steps.get_mut(..length) {
            Some(kept) => {
                kept.iter_mut().zip(before.iter().chain(further)).for_each(|(kept, step)| *kept = *step);
                Self::Short { length, steps }
            }
            None => Self::Long([before, further].concat()),
        }
    }
}
