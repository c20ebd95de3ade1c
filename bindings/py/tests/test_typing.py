"""The types are right: for the package itself, for programs that use it, and for the native module."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import mycpaas
import pytest

pytestmark = pytest.mark.timeout(300)

HERE = Path(__file__).parent
PACKAGE = Path(mycpaas.__file__).parent
TYPED = sorted((HERE / "typed").glob("*.py"))


def run(*command: str | Path) -> None:
    module, *rest = map(str, command)
    done = subprocess.run(
        [sys.executable, "-m", module, *rest],
        cwd=HERE,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_mypy_finds_nothing() -> None:
    run("mypy", "--strict", "--config-file=", "--package", "mycpaas")
    run("mypy", "--strict", "--config-file=", *TYPED)


def test_pyright_finds_nothing() -> None:
    run("pyright", "--pythonpath", sys.executable, "--warnings", PACKAGE, *TYPED)


def test_the_stub_says_what_the_native_module_has() -> None:
    run("mypy.stubtest", "mycpaas._native", "--mypy-config-file", HERE.parent / "pyproject.toml")


def test_typed_programs_use_every_public_name() -> None:
    used = {
        node.attr if isinstance(node, ast.Attribute) else node.id
        for path in TYPED
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, (ast.Attribute, ast.Name))
    }
    modules = (mycpaas, mycpaas.laml, mycpaas.testing, mycpaas.webhooks)
    public = {name for module in modules for name in module.__all__}
    assert public - used == set()
