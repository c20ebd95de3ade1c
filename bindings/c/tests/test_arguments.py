"""Every function with `NULL` for each pointer in turn, and with texts that are not UTF-8: never a crash.

The program is written from the header, so that a new function is tested by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.compiler import declared, link
from support.header import functions
from support.hostile import program
from support.run import BINDING, run

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Build
    from harness.simulator import Simulator
    from support.header import Function
    from support.instruments import Instrument

HEADERS = [BINDING / "include" / name for name in ("mycpaas.h", "mycpaas_webhooks.h")]


def test_every_function_is_read() -> None:
    """The program leaves no function out."""
    assert {function.name for function in functions(HEADERS)} == declared(HEADERS)


def test_what_is_to_be_freed_is_said() -> None:
    """Whoever makes something says with which function it is freed."""
    silent = [
        function.name
        for function in functions(HEADERS)
        for made in owned(function)
        if f"`{made}_free()`" not in function.comment
    ]
    assert not silent


def owned(function: Function) -> list[str]:
    """The types of what a function hands over."""
    kinds = [parameter.type for parameter in function.parameters if parameter.type.endswith("**")]
    if function.name.endswith("_new") and function.returns != "mycpaas_error *":
        kinds.append(f"{function.returns}*")
    return [kind.removesuffix("**").strip() for kind in kinds if not kind.startswith("const")]


def test_hostile_arguments(
    build: Build, tmp_path: Path, instrument: Instrument, simulator: Simulator
) -> None:
    prefix = build.prefix(debug=instrument.debug)
    source = tmp_path / "hostile.c"
    source.write_text(program(functions(HEADERS)), "utf-8")
    flags = [f"-I{BINDING / 'tests' / 'support'}", f"-I{prefix / 'include'}", f"-L{prefix / 'lib'}"]
    flags += ["-lmycpaas", "-pthread", f"-Wl,-rpath,{prefix / 'lib'}", *instrument.flags]
    built = link(source, tmp_path / "hostile", *flags)
    run(*instrument.command_for("hostile"), built, env={**simulator.environment, **instrument.environment})
