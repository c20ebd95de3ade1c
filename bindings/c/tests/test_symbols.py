"""What programs can see of the libraries."""

from __future__ import annotations

import difflib
import re
import sys
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING

import pytest
from support.compiler import INCLUDE, declared, link, symbols
from support.run import BINDING, run

if TYPE_CHECKING:
    from harness.simulator import Simulator

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="tools of Linux")

LIST = Path(__file__).with_name("symbols.txt")
NUMBERS = Path(__file__).with_name("numbers.txt")
RENEW = (
    "If that is meant, since programs that are linked already need what is taken away, renew the list:\n"
    "nm -D --defined-only target/release/libmycpaas_c.so | sed 's/.* //' | LC_ALL=C sort"
    " > bindings/c/tests/symbols.txt"
)


def test_the_shared_library_exports_what_is_listed(prefix: Path) -> None:
    exported = sorted(symbols("--dynamic", prefix / "lib" / "libmycpaas.so"))
    listed = LIST.read_text("utf-8").splitlines()
    difference = "\n".join(difflib.unified_diff(listed, exported, "listed", "exported", lineterm="", n=0))
    assert exported == listed, f"{difference}\n{RENEW}"
    assert all(symbol.startswith("mycpaas_") for symbol in exported)


def test_enumerations_have_the_numbers_that_are_listed() -> None:
    """They never change. What comes new goes to the end of its enumeration, and to the list."""
    headers = "".join(header.read_text("utf-8") for header in sorted(INCLUDE.glob("*.h")))
    found = re.findall(r"^ +(MYCPAAS_\w+) = (-?\d+),$", headers, re.MULTILINE)
    listed = NUMBERS.read_text("utf-8").splitlines()
    assert sorted(f"{name} {number}" for name, number in found) == listed


def test_the_headers_declare_what_is_exported(prefix: Path) -> None:
    assert declared(INCLUDE.glob("*.h")) == symbols("--dynamic", prefix / "lib" / "libmycpaas.so")


def test_the_static_library_shows_nothing_else(prefix: Path) -> None:
    lib = prefix / "lib"
    assert symbols("--extern-only", lib / "libmycpaas.a") == symbols("--dynamic", lib / "libmycpaas.so")


@pytest.mark.parametrize("alone", [True, False], ids=["one_object", "as_rust_makes_it"])
@pytest.mark.parametrize("first", [True, False], ids=["first", "last"])
def test_two_static_libraries_in_rust_get_along(
    first: bool, alone: bool, prefix: Path, tmp_path: Path, simulator: Simulator
) -> None:
    """In either order; panics are caught by the library that they happen in."""
    sources = copytree(BINDING / "tests" / "install", tmp_path / "sources")
    other = sources / "libother.a"
    run(
        "rustc",
        "--edition=2024",
        "--crate-type=staticlib",
        "-Copt-level=1",
        "-o",
        other,
        sources / "other.rs",
    )
    if alone:
        run(BINDING / "single_object.sh", "other_", other, other)
    libraries = [str(prefix / "lib" / "libmycpaas.a"), str(other)]
    flags = [f"-I{prefix}/include", *libraries[:: 1 if first else -1], "-lgcc_s", "-lm", "-lpthread", "-ldl"]
    program = link(sources / "two_libraries.c", sources / "program", *flags)
    assert run(program, env=simulator.environment) == "2\nqueued\n2\n"
