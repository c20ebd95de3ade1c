"""What the tests of the C library share."""
