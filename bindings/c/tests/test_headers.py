"""The headers, as compilers see them."""

from __future__ import annotations

import pytest
from support.compiler import INCLUDE, check

C = sorted(header.name for header in INCLUDE.glob("*.h"))
CPP = sorted(header.name for header in INCLUDE.glob("*.hpp"))


@pytest.mark.parametrize(
    ("language", "standard"), [("c", "c99"), ("c", "c11"), ("c", "c2x"), ("c++", "c++17"), ("c++", "c++20")]
)
def test_headers_compile_without_a_warning(language: str, standard: str) -> None:
    headers = C if language == "c" else C + CPP
    assert "mycpaas.h" in headers
    for header in headers:
        check(f"#include <{header}>\n", language, standard)
    together = [*headers, *reversed(headers)]
    check("".join(f"#include <{header}>\n" for header in together), language, standard)
