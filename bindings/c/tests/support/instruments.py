"""Ways to look at a program while it runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

SUPPRESSIONS = Path(__file__).with_name("thread.supp")
LEAKS = "definite,indirect"
VALGRIND = ["valgrind", "--quiet", "--error-exitcode=9", f"--show-leak-kinds={LEAKS}"]
LOOK_FOR_LEAKS = ["--leak-check=full", f"--errors-for-leak-kinds={LEAKS}"]
# What a child cannot use of what its parent had is left alone.
LOSES = {"forks", "queues"}


@dataclass
class Instrument:
    """What a program is run by, with which sanitizers it is compiled, and with which library."""

    command: list[str] = field(default_factory=list)
    sanitize: str = ""
    # The library is not optimised.
    debug: bool = False
    environment: dict[str, str] = field(default_factory=dict)

    def command_for(self, name: str) -> list[str]:
        """What stands before a program."""
        return [*self.command, *(LOOK_FOR_LEAKS if self.command and name not in LOSES else [])]

    @property
    def flags(self) -> list[str]:
        """How a program is compiled that CMake does not build."""
        return [f"-fsanitize={self.sanitize}"] if self.sanitize else []


INSTRUMENTS = {
    "plain": Instrument(),
    "valgrind": Instrument(VALGRIND, debug=True),
    "address": Instrument(sanitize="address,undefined", environment={"LSAN_OPTIONS": "leak_check_at_exit=0"}),
    "thread": Instrument(
        sanitize="thread", environment={"TSAN_OPTIONS": f"suppressions={SUPPRESSIONS} die_after_fork=0"}
    ),
}
