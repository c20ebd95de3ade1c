"""Requests of a program that waits for their ends.

What is native here calls no Python, but for handlers of signals in the main thread: when the interpreter
ends, it ends daemon threads wherever they run Python, and what is native cannot be left in that way.
"""

from __future__ import annotations

from threading import get_ident, main_thread

from mycpaas import _log

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

    from mycpaas._native import Request

    T = TypeVar("T")


def run(request: Request[T]) -> T:
    """Sends a request and waits for its end. What interrupts the wait drops the request."""
    # Only the main thread runs handlers of signals; the others need not fight for the interpreter's lock.
    signals = get_ident() == main_thread().ident
    level = _log.level()
    if level is None:
        return request.run(signals)
    try:
        while records := request.turn(level, signals):
            for record in records:
                _log.emit(record)
        return request.run(signals)
    finally:
        # A traceback keeps the request alive, which keeps its connection.
        request.close()
