"""The functions of headers, as these declare and describe them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

COMMENT = r"/\*\*(?P<comment>(?:(?!\*/).)*)\*/\s*"
DECLARATION = (
    r"(?:MYCPAAS_MUST_USE\s+)?(?P<returns>[a-z][\w ]*?[ *]+)(?P<name>mycpaas_\w+)\((?P<parameters>[^;{}]*)\);"
)


@dataclass
class Parameter:
    type: str
    name: str

    @property
    def is_pointer(self) -> bool:
        return self.type.endswith(("*", "_callback"))


@dataclass
class Function:
    returns: str
    name: str
    parameters: list[Parameter]
    comment: str

    def may_be_null(self, name: str) -> bool:
        """Whether the comment says that an argument may be left out."""
        return bool(
            re.search(rf"`{name}`[^.;]*may be `NULL`", self.comment)
            or (name == "userdata" and "`userdata`" in self.comment)
        )


def functions(headers: Iterable[Path]) -> list[Function]:
    """Reads the functions, each with the comment before it."""
    read: dict[str, Function] = {}
    text = "".join(header.read_text("utf-8") for header in headers)
    for found in re.finditer(COMMENT + DECLARATION, text, re.DOTALL):
        name = found["name"]
        # Other forms of a function do the same, and say so.
        same = read.get(name.removesuffix("_with").removesuffix("_async").removesuffix("_as"))
        comment = " ".join(found["comment"].replace("*", " ").split())
        read[name] = Function(
            returns=tidy(found["returns"]),
            name=name,
            parameters=parameters(found["parameters"]),
            comment=f"{same.comment} {comment}" if same else comment,
        )
    return list(read.values())


def parameters(text: str) -> list[Parameter]:
    if text.strip() == "void":
        return []
    found = [re.fullmatch(r"(.*?[ *]+)(\w+)", " ".join(one.split())) for one in text.split(",")]
    return [Parameter(type=tidy(one[1]), name=one[2]) for one in found if one]


def tidy(kind: str) -> str:
    return " ".join(kind.replace("*", " * ").split()).replace("* *", "**").replace(" *", " *").strip()
