"""What webhooks cost a program in C: checking a signature, reading, and tracking a million statuses.

    python bench/webhooks.py --prefix PREFIX [--requests 20000] [--events 1000000] [--rounds 7]

`PREFIX` is where the library is installed (`make -C bindings/c install PREFIX=...`). Every round runs in a
process of its own on one core; the median of the time of the CPU is printed, and the memory that is
used before the first status and after each quarter of them.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from compiled import build, pinned

SHOWN = {
    "signature": "signature of 18 parameters",
    "whole": "the same with its request",
    "reading": "reading them",
    "tracker": "reading and tracking",
}


def measure(program: Path, requests: int, events: int) -> dict[str, Any]:
    command = pinned(1, str(program), str(requests), str(events))
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def report(rounds: list[dict[str, Any]]) -> None:
    print("webhooks, one thread: microseconds of CPU each")
    for key, name in SHOWN.items():
        times = [found[key] for found in rounds]
        print(f"  {name:28} {statistics.median(times):7.2f}   ({min(times):.2f} to {max(times):.2f})")
    last = rounds[-1]
    memory = ", ".join(f"{used / 1024:.1f}" for used in last["used_kb"])
    print(f"  {last['ended']} calls ended, {last['held']} held; MiB: {memory}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--prefix", type=Path, required=True)
    parser.add_argument("--requests", type=int, default=20_000)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=7)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        program = build("webhooks", given.prefix.resolve(), Path(folder))
        report([measure(program, given.requests, given.events) for _ in range(given.rounds)])
