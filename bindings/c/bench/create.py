"""What one create costs a program in C, beside libcurl with cJSON, in one run.

    python bench/create.py --prefix PREFIX [--calls 20000] [--rounds 7]

`PREFIX` is where the library is installed (`make -C bindings/c install PREFIX=...`). Every contender runs in
a process of its own on one core, the server on another; rounds are interleaved, and the median of the time
of the CPU (user and system, all threads) for each call is printed. libcurl and cJSON are those of the system:
`sudo apt-get install libcurl4-openssl-dev libcjson-dev`.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from compiled import build, pinned

SERVER = Path(__file__).parents[3] / "tests" / "py" / "harness" / "bench_server.py"
ACCOUNT = "AC00000000000000000000000000000001"
CONTENDERS = {"mycpaas": "mycpaas", "libcurl, cJSON": "curl"}


def compare(program: Path, calls: int, rounds: int) -> None:
    """Runs everybody in turn."""
    server = subprocess.Popen(pinned(0, sys.executable, str(SERVER)), stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    base = server.stdout.readline().strip() + "/api/laml/2010-04-01"
    settings = {"MYCPAAS_ACCOUNT_SID": ACCOUNT, "MYCPAAS_AUTH_TOKEN": "token", "MYCPAAS_BASE_URL": base}
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in CONTENDERS}
    try:
        for _ in range(rounds):
            for name, contender in CONTENDERS.items():
                command = pinned(1, str(program), contender, str(calls))
                done = subprocess.run(
                    command, env={**os.environ, **settings}, check=True, capture_output=True, text=True
                )
                found[name].append(json.loads(done.stdout))
    finally:
        server.kill()
    report(found)


def report(found: dict[str, list[dict[str, Any]]]) -> None:
    print("blocking, one thread: microseconds of CPU a create")
    own = statistics.median(run["cpu"] for run in found["mycpaas"])
    for name, runs in found.items():
        cpu = [run["cpu"] for run in runs]
        user, wall = (statistics.median(run[key] for run in runs) for key in ("user", "wall"))
        middle, peak = statistics.median(cpu), runs[0]["peak_kb"]
        spread = f"{min(cpu):.1f} to {max(cpu):.1f}; user {user:.1f}, wall {wall:.1f}; peak {peak} KB"
        print(f"  {name:16} {middle:7.1f}   {middle / own:5.2f} times   ({spread})")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--prefix", type=Path, required=True)
    parser.add_argument("--calls", type=int, default=20000)
    parser.add_argument("--rounds", type=int, default=7)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        program = build("create", given.prefix.resolve(), Path(folder), "libcurl", "libcjson")
        compare(program, given.calls, given.rounds)
