"""Runs every example, and compiles and runs the C and C++ in the documentation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from harness.fault_server import CALL, answer
from support.compiler import link
from support.run import BINDING, WORKSPACE, run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conftest import Build, Serve
    from harness.simulator import Simulator

EXAMPLES = WORKSPACE / "examples" / "c"
TO, FROM, URL = "+491234567890", "+491098765432", "https://example.com/voice.xml"


@pytest.fixture
def example(build: Build, simulator: Simulator) -> Callable[..., str]:
    """Runs an example on the simulator, where everybody is busy."""

    def begin(name: str, *arguments: str) -> str:
        return run(build() / "examples" / name, *arguments, env=simulator.environment)

    return begin


def test_every_example_is_tested() -> None:
    examples = {file.name for file in EXAMPLES.iterdir() if file.suffix in {".c", ".cpp"}}
    tested = {name for name in examples if f"test_{name.replace('.c', '_c')}" in globals()}
    assert examples == tested | {"webhooks_microhttpd.c"}  # That one has tests of its own.


@pytest.mark.parametrize("name", ["outbound_call", "outbound_call_cpp"])
def test_outbound_call_c(name: str, example: Callable[..., str], simulator: Simulator) -> None:
    before = simulator.total()
    shown = example(name, TO, FROM, URL)
    assert "is queued" in shown
    assert "It ended as busy" in shown
    assert simulator.total() > before + 1


test_outbound_call_cpp = test_outbound_call_c


def test_list_calls_c(example: Callable[..., str]) -> None:
    example("outbound_call", TO, FROM, URL)
    shown = example("list_calls")
    assert re.search(rf"^CA\w+ +busy +{re.escape(TO)}$", shown, re.MULTILINE)
    assert "As expected: the API answered 404" in shown


def test_async_poll_c(example: Callable[..., str], simulator: Simulator) -> None:
    before = simulator.total()
    shown = example("async_poll", FROM, URL, *[f"+4912345678{number}" for number in range(10, 30)], "12")
    assert shown.count("is queued") == 20
    assert '12: to: "12" lacks the leading +' in shown
    assert simulator.total() == before + 20


@pytest.mark.parametrize("name", ["laml_menu", "laml_menu_cpp"])
def test_laml_menu_c(name: str, example: Callable[..., str]) -> None:
    shown = example(name)
    assert '<Gather action="https://example.com/menu" input="dtmf speech" numDigits="1"' in shown
    assert "drücken Sie die Eins" in shown


test_laml_menu_cpp = test_laml_menu_c


def test_async_libuv_c(example: Callable[..., str], build: Build) -> None:
    if not (build() / "examples" / "async_libuv").exists():
        pytest.skip("libuv is not installed: sudo apt-get install libuv1-dev")
    shown = example("async_libuv", TO, FROM, URL).splitlines()
    assert "The loop is free." in shown
    assert shown[-1] == "busy"


def blocks() -> Iterator[object]:
    """Finds the blocks of C and C++ in the documentation."""
    for document in [
        WORKSPACE / "README.md",
        BINDING / "README.md",
        *sorted((WORKSPACE / "docs").glob("*.md")),
    ]:
        found = re.findall(r"^```(c|cpp)\n(.*?)^```", document.read_text("utf-8"), re.DOTALL | re.MULTILINE)
        for number, (language, block) in enumerate(found, 1):
            yield pytest.param(language, block, id=f"{document.relative_to(WORKSPACE)}-{number}")


@pytest.mark.parametrize(("language", "block"), list(blocks()))
def test_documentation(language: str, block: str, prefix: Path, tmp_path: Path, serve: Serve) -> None:
    """A block is a whole program, or a piece of one, which compiles at least."""
    whole = "int main(" in block
    source = tmp_path / f"block.{language}"
    source.write_text(block if whole else within_a_program(block), "utf-8")
    flags = [f"-I{prefix / 'include'}", f"-L{prefix / 'lib'}", "-lmycpaas", f"-Wl,-rpath,{prefix / 'lib'}"]
    program = link(source, tmp_path / "block", *flags)
    if whole:
        shown = run(program, env=serve(answer(201, CALL)).environment)
        assert CALL["sid"] in shown or "<Response>" in shown


def within_a_program(block: str) -> str:
    """What pieces of the documentation stand in."""
    if block.startswith("#include"):
        return f"{block}\nint main(void) {{ return 0; }}\n"
    known = {
        "client": "mycpaas_client *client = NULL;",
        "params": "mycpaas_call_params *params = NULL;",
        "call": "mycpaas_call *call;",
        "error": "mycpaas_error *error;",
        "validator": "mycpaas_signature_validator *validator = NULL;",
        "tracker": "mycpaas_call_tracker *tracker = NULL;",
        **{name: f'const char *{name} = "";' for name in ("content_type", "signature", "body", "sid")},
        "length": "size_t length = 0;",
    }
    missing = [line for name, line in known.items() if f" *{name}" not in block and name in block]
    head = "#include <mycpaas_webhooks.h>\n#include <stdio.h>\n\nint main(void) {\n"
    used = [f"(void){name};" for name in known if name in block]
    return head + "\n".join([*missing, block, *used, "return 0;\n}\n"])
