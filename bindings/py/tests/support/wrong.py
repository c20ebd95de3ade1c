"""Values that fit nowhere, by what was asked for. Some fail whatever is asked of them, some lie."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, NoReturn

NAN, INFINITE = float("nan"), float("inf")


def fail(*_: object, **__: object) -> NoReturn:
    raise RuntimeError("it is not that sort of object")


class Hostile:
    """Fails whatever is asked of it."""

    __str__ = __repr__ = __iter__ = __len__ = __bool__ = __index__ = __float__ = __hash__ = __eq__ = fail
    __getattr__ = __getitem__ = fail


class HostileText(str):
    """A text that fails to say what it is. What it holds can be read."""

    __slots__ = ()
    __str__ = __repr__ = __iter__ = __len__ = __hash__ = __eq__ = fail


class Endless(list):  # type: ignore[type-arg]
    """Claims to be longer than memory."""

    def __len__(self) -> int:
        return 2**62


class BadZone(datetime):
    """A time that fails to say in which zone it is."""

    utcoffset = fail


class FailsLater:
    """Gives one word, and fails then."""

    def __iter__(self) -> Any:
        yield "answered"
        fail()


LONE = "+49\ud800"
HUGE = 10**5000
NAIVE = datetime(2026, 1, 31)  # noqa: DTZ001 - that is what is wrong with it
BYTES = b"2026-01-31"
ANY = [Hostile(), object(), BYTES, [Hostile()], Endless([5])]
SECONDS = [-1, NAN, INFINITE, -INFINITE, "5", True, HUGE, timedelta(-1), *ANY]

WRONG: dict[str, list[Any]] = {
    "text": [5, 5.5, True, ["+491234567890"], {}, LONE, Decimal(5), *ANY],
    "flag": [0, 1, "true", "", NAN, *ANY],
    "integer": [True, "5", 5.0, -1, 2**32, 2**64, HUGE, NAN, Decimal(5), *ANY],
    "limit": [True, "5", 5.0, -1, NAN, *ANY],
    "decimal": [True, "", "a", "1e", NAN, INFINITE, "\uff11", HUGE, LONE, *ANY],
    "words": [5, True, [5], [BYTES], [LONE], [None], FailsLater(), *ANY],
    "date": [5, True, NAIVE, timedelta(1), BadZone(2026, 1, 31), LONE, *ANY],
    "delay": SECONDS,
    "seconds": [0, timedelta.max, *SECONDS],
    "retries": [-1, 2**32, HUGE, 1.0, "1", True, *ANY],
    "pairs": [5, "a=b", ["ab"], [("a",)], [("a", 5)], {"a": 5}, {5: "a"}, {"a": None}, {LONE: "a"}, *ANY],
    # Of a raw request.
    "method": [5, "", "G ET", "GET\r\n", LONE, *ANY],
    "path": [5, "../../AC2", "https://example.com/", LONE, *ANY],
    "body": [5, ["a"], [1, 2], LONE, {}, Hostile(), object(), Endless()],
    "content_type": [5, "text\r\n", LONE, *ANY],
    # Of a client.
    "account_sid": [5, "", "AC 1", "AC1/..", LONE, *ANY],
    "auth_token": [5, "", "to ken", LONE, *ANY],
    "base_url": [5, "", "x", "ftp://x/y", "https://x", "http://example.com/x", LONE, *ANY],
    "proxy": [5, True, "x", "ftp://x", "http://\ud800", *ANY],
    "certificates": [5, "x", b"x", [5], ["x"], bytearray(b"x"), LONE, *ANY],
    "suffix": [5, "a\r\nb", LONE, *ANY],
    "size": [0, -1, 2**70, "5", 5.5, True, *ANY],
    "encoding": [5, "", "comma", *ANY],
}
