"""Memory stays flat however many calls there are. `programs/memory.py` says so of as many as one likes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.run import PROGRAMS, run

if TYPE_CHECKING:
    from harness.simulator import Simulator

CALLS = 5000
MOST_KIB = 1500


@pytest.mark.parametrize("name", ["Client", "AsyncClient"])
def test_memory_stays_flat(simulator: Simulator, name: str) -> None:
    """A call that is kept costs a kilobyte or two, so that five thousand would show."""
    said = run(str(PROGRAMS / "memory.py"), name, str(CALLS), env=simulator.environment, limit=60)
    growth = {line.split()[0]: int(line.split()[2]) for line in said.splitlines()}
    assert growth.keys() == {"create", "list"}
    assert max(growth.values()) <= MOST_KIB, said
