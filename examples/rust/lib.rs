//! Programs that show the SDK at work.
