"""The vectors that every language runs, as `tests/vectors/README.md` describes them."""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass, field
from typing import Any

from support.programs import WORKSPACE

VECTORS = WORKSPACE / "tests" / "vectors"


@dataclass
class Case:
    """One operation, what the server does, and what must come of it. A key that is not here is refused."""

    name: str
    operation: str
    requests: int | list[dict[str, Any]]
    client: dict[str, Any] = field(default_factory=dict)
    server: Any = field(default_factory=dict)
    arguments: dict[str, Any] = field(default_factory=dict)
    options: dict[str, Any] = field(default_factory=dict)
    connections: int | None = None
    result: Any = None
    error: dict[str, Any] | None = None
    metadata: dict[str, Any] = field(default_factory=dict)
    elapsed: tuple[float, float] = (0, 45)


def read(path: str) -> list[Case]:
    """Reads a file, with a case for each overlay."""
    cases = []
    for vector in json.loads((VECTORS / path).read_text("utf-8")):
        for overlay in vector.pop("each", [None]):
            given = copy.deepcopy(vector)
            if overlay is not None:
                lay_over(given, overlay)
                given["name"] += f" {json.dumps(overlay)}"
            cases.append(Case(**given))
    return cases


def lay_over(value: dict[str, Any], overlay: dict[str, Any]) -> None:
    """Merges objects, and replaces everything else."""
    for name, over in overlay.items():
        if isinstance(over, dict) and isinstance(value.get(name), dict):
            lay_over(value[name], over)
        else:
            value[name] = over
