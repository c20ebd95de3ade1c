"""What the tests of several languages share: the fault server, the simulator, the vectors."""
