"""Programs in C that are measured."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


def build(name: str, prefix: Path, folder: Path, *packages: str) -> Path:
    """Compiles a program with the library and what else it needs."""
    paths = {**os.environ, "PKG_CONFIG_PATH": str(prefix / "lib" / "pkgconfig")}
    flags = ["pkg-config", "--cflags", "--libs", "mycpaas", *packages]
    found = subprocess.run(flags, env=paths, check=True, capture_output=True, text=True).stdout.split()
    source, program = Path(__file__).with_name(f"{name}.c"), folder / name
    rpath = f"-Wl,-rpath,{prefix / 'lib'}"
    subprocess.run(["cc", "-O2", str(source), *found, rpath, "-o", str(program)], check=True)
    return program


def pinned(core: int, *command: str) -> list[str]:
    return ["taskset", "-c", str(core), *command]
