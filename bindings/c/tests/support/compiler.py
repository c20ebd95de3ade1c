"""Programs in C and C++, compiled and linked as a user does it."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from support.run import BINDING, run

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

INCLUDE = BINDING / "include"
CC = os.environ.get("CC", "cc").split()
CXX = os.environ.get("CXX", "c++").split()
STRICT = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"]


def compiler(language: str) -> list[str]:
    """The compiler of `c` or `c++`."""
    return CXX if language == "c++" else CC


def check(source: str, language: str, standard: str) -> None:
    """Compiles a text, which must not give a warning."""
    flags = [f"-std={standard}", *STRICT, "-fsyntax-only", f"-I{INCLUDE}", f"-x{language}"]
    run(*compiler(language), *flags, "-", stdin=source)


def link(source: Path, program: Path, *flags: str) -> Path:
    """Makes a program; `flags` follow the source."""
    chosen = [*CXX, "-std=c++17"] if source.suffix == ".cpp" else [*CC, "-std=c99"]
    run(*chosen, *STRICT, "-o", program, source, "-Wl,--fatal-warnings", *flags, folder=program.parent)
    return program


def declared(headers: Iterable[Path]) -> set[str]:
    """The functions that headers declare, those apart that they define."""
    text = "".join(f'#include "{header}"\n' for header in headers)
    text = run(*CC, "-E", "-P", "-xc", f"-I{INCLUDE}", "-", stdin=text)
    blocks = 1
    while blocks:
        text, blocks = re.subn(r"\{[^{}]*\}", ";", text)
    statements = [statement.strip() for statement in text.split(";")]
    found = (re.search(r"\b(mycpaas_\w+)\s*\(", statement) for statement in statements)
    return {
        match[1]
        for statement, match in zip(statements, found)
        if match and not statement.startswith(("typedef", "static"))
    }


def symbols(*command: str | Path) -> set[str]:
    """What `nm` lists as defined and seen from outside."""
    return {line.split()[-1] for line in run("nm", "--defined-only", *command).splitlines() if " " in line}
