"""What it costs to import the package, to make a client and to have it installed, beside its peers.

    python benches/imports.py [--rounds 9]

Every import runs in a process of its own on one core; rounds are interleaved, and the median of the time by
the clock from before the import to a usable client is printed. Byte code is written, as usual.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, distribution, requires
from pathlib import Path

TIMED = "import time; start = time.perf_counter(); {program}; print((time.perf_counter() - start) * 1e3)"
PROGRAMS = {
    "mycpaas": "import mycpaas; mycpaas.Client('AC1', 'token')",
    "mycpaas, http": "import mycpaas; mycpaas.Client('AC1', 'token', base_url='http://127.0.0.1:1/x')",
    "mycpaas and laml": "import mycpaas.laml; mycpaas.laml.VoiceResponse()",
    "twilio": "from twilio.rest import Client; Client('AC1', 'token').calls",
    "twilio's builder": "from twilio.twiml.voice_response import VoiceResponse; VoiceResponse()",
    "requests": "import requests; requests.Session()",
    "aiohttp": "import aiohttp",
    "primp": "import primp; primp.Client()",
}


def milliseconds(program: str) -> float:
    command = ["taskset", "-c", "1", sys.executable, "-c", TIMED.format(program=program)]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    return float(done.stdout) if done.returncode == 0 else float("nan")


def tree(package: str, seen: set[str]) -> set[str]:
    """Returns a package and everything that it needs."""
    name = package.split(";", maxsplit=1)[0].strip()
    for end in "<>=!~[( ":
        name = name.split(end)[0]
    if "extra ==" in package or name.lower() in seen:
        return seen
    try:
        needed = requires(name) or []
    except PackageNotFoundError:
        return seen
    seen.add(name.lower())
    for need in needed:
        tree(need, seen)
    return seen


def weigh(package: str) -> str:
    packages = tree(package, set())
    paths = [file.locate() for name in packages for file in distribution(name).files or []]
    sizes = [Path(path).stat().st_size for path in map(str, paths) if Path(path).is_file()]
    return f"{sum(sizes) / 1e6:8.1f} MB   {len(sizes):5} files   {len(packages):3} packages"


def main(rounds: int) -> None:
    found: dict[str, list[float]] = {name: [] for name in PROGRAMS}
    for program in PROGRAMS.values():
        milliseconds(program)
    for _ in range(rounds):
        for name, program in PROGRAMS.items():
            found[name].append(milliseconds(program))
    print("milliseconds from before the import to something usable")
    for name, values in found.items():
        print(f"  {name:18} {statistics.median(values):8.1f}   ({min(values):.1f} to {max(values):.1f})")
    print("\ninstalled, with everything that it needs and with byte code")
    for name in ("mycpaas", "twilio", "requests", "aiohttp", "primp"):
        print(f"  {name:18} {weigh(name)}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    main(parser.parse_args().rounds)
