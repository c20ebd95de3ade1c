"""Requests on an event loop of asyncio.

Each loop has a queue into which the thread that sends requests puts what has ended, and a socket that becomes
readable once for many of them. That thread never takes the interpreter's lock, and what is native calls no
Python (see `mycpaas._run`).
"""

from __future__ import annotations

import threading
from collections import deque
from contextvars import Context, copy_context

from mycpaas import _log
from mycpaas._native import Completions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from asyncio import AbstractEventLoop, Future, Task
    from typing import Any, TypeVar
    from weakref import WeakKeyDictionary

    from mycpaas._native import Request, _Happened

    T = TypeVar("T")


class _Desk:
    """Where the requests of one loop are handed in, and their ends are handed out."""

    __slots__ = ("arrived", "completions", "last", "receiver", "waiting")

    def __init__(self) -> None:
        self.completions = Completions()
        self.last = 0
        # For each request that has not ended: who awaits it, and the context that what it logs belongs to.
        self.waiting: dict[int, tuple[Future[Any], Context | None]] = {}
        self.arrived: deque[_Happened] = deque()
        # The loop keeps no task alive.
        self.receiver: Task[None] | None = None

    def deliver(self) -> None:
        """Completes the futures of what has ended, and logs what has happened."""
        arrived, waiting = self.arrived, self.waiting
        arrived.extend(self.completions.take())
        try:
            while arrived:
                number, record, value, error = arrived[0]
                future, context = waiting.get(number, (None, None))
                if record is not None:
                    arrived.popleft()
                    _log.emit(record, context)
                    continue
                if future is not None:
                    if not future.done():
                        if error is None:
                            future.set_result(value)
                        else:
                            future.set_exception(error)
                    del waiting[number]
                arrived.popleft()
        finally:
            if arrived:
                # What is raised in between, such as by Ctrl-C, keeps no other request from its end.
                self.completions.wake()


class _Desks(threading.local):
    """The desks of one thread's loops, of which the last is mostly the only one."""

    loop: AbstractEventLoop | None = None
    last: _Desk | None = None
    known: WeakKeyDictionary[AbstractEventLoop, _Desk] | None = None


_desks = _Desks()


async def finish(request: Request[T]) -> T:
    """Sends a request and awaits its end. When the task is cancelled, the request is dropped."""
    from asyncio import get_running_loop

    loop = get_running_loop()
    desk = _desks.last if _desks.loop is loop else None
    if desk is None:
        desk = _desk_of(loop)
    level = _log.level()
    future: Future[T] = loop.create_future()
    number = desk.last = desk.last + 1
    running = request.start(desk.completions, number, level)
    desk.waiting[number] = (future, None if level is None else copy_context())
    try:
        return await future
    finally:
        if future.cancelled() or not future.done():
            running.abort()
            desk.waiting.pop(number, None)


def _desk_of(loop: AbstractEventLoop) -> _Desk:
    from weakref import WeakKeyDictionary

    known = _desks.known
    if known is None:
        known = _desks.known = WeakKeyDictionary()
    for closed in [other for other in known if other.is_closed()]:
        del known[closed]
    desk = known.get(loop)
    if desk is None:
        desk = known[loop] = _Desk()
        _listen(loop, desk)
    _desks.loop, _desks.last = loop, desk
    return desk


def _listen(loop: AbstractEventLoop, desk: _Desk) -> None:
    """Lets the loop deliver what has ended."""
    # What delivers for the whole loop belongs to no task's context.
    run = Context().run
    try:
        run(loop.add_reader, desk.completions.fileno(), desk.deliver)
    except NotImplementedError:
        # A loop that watches no descriptors can still receive from a socket.
        desk.receiver = run(loop.create_task, _receive(loop, desk))
        # A program that closes its loop without cancelling what is left is not told of what it did not start.
        desk.receiver._log_destroy_pending = False  # type: ignore[attr-defined]  # noqa: SLF001


async def _receive(loop: AbstractEventLoop, desk: _Desk) -> None:
    import os
    import socket

    with socket.socket(fileno=os.dup(desk.completions.fileno())) as receiver:
        receiver.setblocking(False)
        try:
            while await loop.sock_recv(receiver, 64):
                # What it raises is not to end this task.
                loop.call_soon(desk.deliver)
        finally:
            # Requests that are made while a loop shuts its tasks down get a receiver of their own.
            if _desks.loop is loop:
                _desks.loop = None
            if _desks.known is not None:
                _desks.known.pop(loop, None)
