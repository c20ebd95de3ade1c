"""Runs the vectors of LaML that every language runs; see `tests/vectors/README.md`."""

from __future__ import annotations

import copy
import inspect
import json
import keyword
import pickle
import re
from pathlib import Path
from typing import Any

import mycpaas
import pytest
from mycpaas import laml

VECTORS = Path(__file__).parents[3] / "tests" / "vectors"
FILES = [*sorted((VECTORS / "laml").glob("*.json")), VECTORS / "generated" / "laml_attributes.json"]
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
KEYS = {
    "name",
    "tree",
    "document",
    "xml",
    "pretty",
    "error",
    "findings",
    "check",
    "value",
    "element",
    "attribute",
}
ROOTS = {"Response": laml.VoiceResponse, "MessagingResponse": laml.MessagingResponse}
TAGS = {"ReferSip": "Sip", "ConferenceStream": "Stream", "StopStream": "Stream", "PayPrompt": "Prompt"}

Vector = dict[str, Any]
CASES = [
    pytest.param(vector, id=f"{path.stem}: {vector['name']}")
    for path in FILES
    for vector in json.loads(path.read_text("utf-8"))
]


def python_name(name: str) -> str:
    snake = re.sub(r"[^a-z0-9]+", "_", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower())
    return snake + "_" if keyword.iskeyword(snake) else snake


def class_of(element_id: str) -> Any:
    words = re.split(r"[^A-Za-z0-9]", element_id)
    return getattr(laml, "".join(word[0].upper() + word[1:] for word in words))


def arguments(node: Vector, takes_text: bool) -> tuple[list[str], dict[str, Any], list[Any]]:
    """Returns what the constructor takes, and the children that are left."""
    assert not node.keys() - {"element", "attributes", "raw_attributes", "children"}, node
    children = node.get("children", [])
    values = {python_name(name): value for name, value in node.get("attributes", [])}
    if takes_text and children and isinstance(children[0], str):
        return [children[0]], values, children[1:]
    return [], values, children


def takes_text(method: Any) -> bool:
    """Attributes have names only."""
    kinds = [parameter.kind for parameter in inspect.signature(method).parameters.values()]
    return kinds.count(inspect.Parameter.POSITIONAL_OR_KEYWORD) > (
        "self" in inspect.signature(method).parameters
    )


def fill(element: laml.Element, node: Vector, children: list[Any], *, appended: bool) -> None:
    for name, value in node.get("raw_attributes", []):
        element.set(name, value)
    for child in children:
        if isinstance(child, str):
            element.text(child)
        elif "comment" in child:
            element.comment(child["comment"])
        elif "raw" in child:
            add_raw(element, child)
        else:
            (append if appended else add)(element, child)


def add(parent: laml.Element, node: Vector) -> None:
    """Adds an element by the method of its parent."""
    element_id: str = node["element"]
    method = getattr(parent, python_name(TAGS.get(element_id, element_id)))
    texts, values, children = arguments(node, takes_text(method))
    with method(*texts, **values) as element:
        assert type(element) is class_of(node["element"])
        fill(element, node, children, appended=False)


def append(parent: laml.Element, node: Vector) -> None:
    """Makes an element on its own and appends it before it is filled."""
    make = class_of(node["element"])
    texts, values, children = arguments(node, takes_text(make.__init__))
    element = make(*texts, **values)
    parent.append(element)
    fill(element, node, children, appended=True)


def add_raw(parent: laml.Element, node: Vector) -> None:
    assert not node.keys() - {"raw", "attributes", "children"}, node
    element = parent.add_child(node["raw"], extra=dict(node.get("attributes", [])))
    fill(element, {}, node.get("children", []), appended=False)


def build(tree: Vector, *, appended: bool) -> laml.Element:
    root: laml.Element = ROOTS[tree["element"]]()
    fill(root, tree, tree.get("children", []), appended=appended)
    return root


def expect(error: pytest.ExceptionInfo[mycpaas.LamlError], expected: Vector) -> None:
    assert not expected.keys() - {"element", "attribute", "line", "column", "message"}
    found = error.value
    assert (found.kind, found.delivery, found.attempts) == ("laml", "not_sent", 0)
    for name in ("element", "attribute", "line", "column"):
        assert getattr(found, name) == expected.get(name), name
    for part in expected["message"]:
        assert part in str(found)


def compare(findings: list[laml.Finding], expected: list[Vector]) -> None:
    found = [finding.to_dict() for finding in findings]
    assert [{name: item.get(name) for name in names} for item, names in zip(found, expected)] == expected
    assert len(found) == len(expected), found


def check_copies(root: laml.Element) -> None:
    again = [
        copy.copy(root),
        copy.deepcopy(root),
        pickle.loads(pickle.dumps(root)),
        type(root).parse(str(root)),
    ]
    assert again == [root] * len(again)
    assert {type(other) for other in again} == {type(root)}
    assert {str(other) for other in again} == {str(root)}


def run(vector: Vector, make: Any) -> None:
    """Compares what is written. A document is parsed by `make`, a tree is built."""
    if "error" in vector:
        with pytest.raises(mycpaas.LamlError) as error:
            make().to_xml()
        expect(error, vector["error"])
    if "xml" in vector:
        root = make()
        assert str(root) == root.to_xml() == DECLARATION + vector["xml"]
        check_copies(root)
    if "pretty" in vector:
        assert make().to_xml(pretty=True) == f"{DECLARATION}\n{vector['pretty']}"


@pytest.mark.parametrize("vector", CASES)
def test_vector(vector: Vector) -> None:
    assert not vector.keys() - KEYS
    assert vector.keys() & {"xml", "pretty", "error", "findings"}, "nothing is expected"
    assert ("tree" in vector) != ("document" in vector)
    document: str = vector.get("document", "")
    options = vector.get("check", {})
    if "tree" in vector:
        run(vector, lambda: build(vector["tree"], appended=False))
        run(vector, lambda: build(vector["tree"], appended=True))
    else:
        run(vector, lambda: laml.VoiceResponse.parse(document))
        run(vector, lambda: laml.VoiceResponse.parse(document.encode()))
    if "findings" in vector:
        if "tree" in vector:
            root = build(vector["tree"], appended=False)
            compare(root.check(**options), vector["findings"])
            document = str(root)
        compare(laml.check_document(document, **options), vector["findings"])
