//! A telephone network for tests.
