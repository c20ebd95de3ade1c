"""What the tests share: programs to talk to, and programs to run."""
