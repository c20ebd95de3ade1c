"""The vectors of LaML, run by a program in C through the functions and structures of each element."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from harness.programs import WORKSPACE
from harness.vectors import VECTORS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Drivers
    from support.driver import Driver, Lines

FILES = [*sorted((VECTORS / "laml").glob("*.json")), VECTORS / "generated" / "laml_attributes.json"]
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
EXPECTED = {"xml", "pretty", "error", "findings"}
KEYS = {*EXPECTED, "name", "tree", "document", "check", "value", "element", "attribute"}
SPECIFICATION = (WORKSPACE / "crates" / "codegen" / "spec" / "laml.toml").read_text("utf-8")
# The elements whose function takes a text.
TAKES_TEXT = {
    section.split("]", 1)[0]
    for section in SPECIFICATION.split("\n[element.")[1:]
    if re.search(r'^text = "', section.split("\n[")[0], re.MULTILINE)
}
# Attributes that take a number or a word are texts.
TEXTS = {"speechTimeout"}

Vector = dict[str, Any]
READ: list[tuple[str, Vector]] = [
    (f"{path.stem}: {vector['name']}", vector)
    for path in FILES
    for vector in json.loads(path.read_text("utf-8"))
]
CASES = [pytest.param(vector, id=name) for name, vector in READ]


def build(tree: Vector) -> Iterator[list[str]]:
    """The lines that build a tree."""
    yield ["new", tree["element"]]
    yield from fill(tree, tree.get("children", []))


def fill(node: Vector, children: list[Any]) -> Iterator[list[str]]:
    yield from (["set", name, value] for name, value in node.get("raw_attributes", []))
    for child in children:
        if isinstance(child, str):
            yield ["text", child]
        elif "comment" in child:
            yield ["comment", child["comment"]]
        elif "raw" in child:
            yield ["raw", child["raw"]]
            yield from (["set", name, value] for name, value in child.get("attributes", []))
            yield from fill({}, child.get("children", []))
            yield ["up"]
        else:
            yield from add(child)


def add(node: Vector) -> Iterator[list[str]]:
    """An element by its own function. A member cannot hold a NUL, so that is set by its name."""
    assert not node.keys() - {"element", "attributes", "raw_attributes", "children"}, node
    attributes = node.get("attributes", [])
    with_nul = [(name, value) for name, value in attributes if isinstance(value, str) and "\0" in value]
    yield from (value_of(*given) for given in attributes if tuple(given) not in with_nul)
    children = node.get("children", [])
    text = []
    if (
        node["element"] in TAKES_TEXT
        and children
        and isinstance(children[0], str)
        and "\0" not in children[0]
    ):
        text, children = [children[0]], children[1:]
    yield ["add", node["element"], *text]
    yield from (["set", name, value] for name, value in with_nul)
    yield from fill(node, children)
    yield ["up"]


def value_of(name: str, value: Any) -> list[str]:
    if isinstance(value, bool):
        return ["value", "flag", name, json.dumps(value)]
    if isinstance(value, int) and name not in TEXTS:
        return ["value", "integer", name, str(value)]
    if isinstance(value, list):
        return ["value", "list", name, *map(str, value)]
    return ["value", "text", name, str(value)]


def expect_error(lines: Lines, expected: Vector) -> None:
    found = {name: values[0][0] for name, values in lines.items()}
    assert (found["kind"], found["delivery"], found["attempts"]) == ("laml", "not_sent", "0")
    for name in ("element", "attribute"):
        assert found.get(name) == expected.get(name), name
    for name in ("line", "column"):
        assert (int(found[name]) or None) == expected.get(name), name
    assert not [part for part in expected["message"] if part not in found["message"]], found["message"]


def expect_findings(parts: list[Lines], expected: list[Vector]) -> None:
    assert "error" not in parts[0]
    seen = [{name: finding(part, name) for name in names} for part, names in zip(parts, expected)]
    assert seen == expected
    assert len(parts) - 1 == len(expected), parts


def finding(part: Lines, name: str) -> Any:
    value = part[name][0][0] if name in part else None
    return (int(value or 0) or None) if name in {"line", "column"} else value


def settings(check: Vector) -> Iterator[list[str]]:
    assert not check.keys() - {"services", "channel", "usage", "document_url", "inline"}
    for name, value in check.items():
        for one in value if isinstance(value, list) else [value]:
            yield ["setting", name, one if isinstance(one, str) else json.dumps(one)]


def make(driver: Driver, vector: Vector) -> list[Lines]:
    """Builds or reads the document."""
    if "document" in vector:
        return driver.ask("laml", "parse", "Response", vector["document"])
    for line in build(vector["tree"]):
        driver.tell("laml", *line)
    return driver.ask("laml", "write")


@pytest.mark.parametrize("vector", CASES)
def test_vector(vector: Vector, drivers: Drivers) -> None:
    check(vector, drivers)


def test_vectors_under_valgrind(checked_drivers: Drivers) -> None:
    for _, vector in READ:
        check(vector, checked_drivers)


def check(vector: Vector, drivers: Drivers) -> None:
    assert not vector.keys() - KEYS
    assert vector.keys() & EXPECTED, "nothing is expected"
    with drivers.one() as driver:
        whole, *_ = made = make(driver, vector)
        if "error" in vector:
            expect_error(whole, vector["error"])
            return
        assert "error" not in whole or "document" in vector, made
        for key, what, gap in [("xml", "write", ""), ("pretty", "pretty", "\n")]:
            if key in vector:
                (written,) = driver.ask("laml", what)
                assert written["xml"] == [[f"{DECLARATION}{gap}{vector[key]}"]]
        if "findings" in vector:
            for line in settings(vector.get("check", {})):
                driver.tell("laml", *line)
            if "tree" in vector:
                expect_findings(driver.ask("laml", "check"), vector["findings"])
            document = vector.get("document") or driver.ask("laml", "write")[0]["xml"][0][0]
            expect_findings(driver.ask("laml", "check_document", document), vector["findings"])
