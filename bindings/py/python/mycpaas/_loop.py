"""Requests on an event loop of asyncio.

Each loop has a queue into which the thread that sends requests puts what has ended, and a socket that becomes
readable once for many of them. That thread never takes the interpreter's lock.
"""

from __future__ import annotations

import threading
from contextvars import Context

from mycpaas._native import Completions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from asyncio import AbstractEventLoop, Future, Task
    from typing import TypeVar
    from weakref import WeakKeyDictionary

    from mycpaas._native import Request

    T = TypeVar("T")


class _Loops(threading.local):
    """The loops of one thread, of which the last is mostly the only one."""

    last: AbstractEventLoop | None = None
    completions: Completions | None = None
    known: WeakKeyDictionary[AbstractEventLoop, tuple[Completions, Task[None] | None]] | None = None


_loops = _Loops()


async def finish(request: Request[T]) -> T:
    """Sends a request and awaits its end. When the task is cancelled, the request is dropped."""
    from asyncio import get_running_loop

    loop = get_running_loop()
    completions = _loops.completions if _loops.last is loop else None
    if completions is None:
        completions = _completions_of(loop)
    future: Future[T] = loop.create_future()
    running = request.start(completions, future)
    try:
        return await future
    finally:
        if future.cancelled() or not future.done():
            running.abort()


def _completions_of(loop: AbstractEventLoop) -> Completions:
    from weakref import WeakKeyDictionary

    known = _loops.known
    if known is None:
        known = _loops.known = WeakKeyDictionary()
    for closed in [other for other in known if other.is_closed()]:
        del known[closed]
    if loop not in known:
        completions = Completions()
        known[loop] = (completions, _listen(loop, completions))
    completions, _ = known[loop]
    _loops.last, _loops.completions = loop, completions
    return completions


def _listen(loop: AbstractEventLoop, completions: Completions) -> Task[None] | None:
    """Lets the loop deliver what has ended. What is returned must be kept: the loop keeps no task alive."""
    # What delivers for the whole loop belongs to no task's context.
    run = Context().run
    try:
        run(loop.add_reader, completions.fileno(), completions.deliver)
        return None
    except NotImplementedError:
        # A loop that watches no descriptors can still receive from a socket.
        receiver = run(loop.create_task, _receive(loop, completions))
        # A program that closes its loop without cancelling what is left is not told of what it did not start.
        receiver._log_destroy_pending = False  # type: ignore[attr-defined]  # noqa: SLF001
        return receiver


async def _receive(loop: AbstractEventLoop, completions: Completions) -> None:
    import os
    import socket

    with socket.socket(fileno=os.dup(completions.fileno())) as receiver:
        receiver.setblocking(False)
        try:
            while await loop.sock_recv(receiver, 64):
                completions.deliver()
        finally:
            # Requests that are made while a loop shuts its tasks down get a receiver of their own.
            if _loops.last is loop:
                _loops.last = None
            if _loops.known is not None:
                _loops.known.pop(loop, None)
