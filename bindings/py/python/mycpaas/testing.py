"""A telephone network for tests: the server side of the Calls API, in this process, with scripted callees.

    from mycpaas.testing import Callee, Simulator, serve

    callee = Callee(answers_after=3, presses="1")
    with Simulator(callees={"+491234567890": callee}) as simulator, serve(app) as web:
        client = simulator.client()
        call = client.calls.create(to="+491234567890", from_="+491098765432", url=f"{web}/voice.xml")
        transcript = simulator.wait_for_end(call.sid)
    assert transcript.heard == ["Press one.", "Thank you."]

The simulator takes the call, fetches its documents from your web application over a real socket, runs them
verb by verb, presses the callee's keys, sends status callbacks, and keeps a transcript. No account and no
network is needed.

pytest finds the fixtures `mycpaas_simulator`, `mycpaas_client` and `mycpaas_async_client` by itself.
"""

from __future__ import annotations

from contextlib import contextmanager

try:
    from mycpaas._native import Callee, Fault, ReceivedRequest, SimulatedCall, Step, Transcript
except ImportError as error:
    raise ImportError(
        "this build of mycpaas has no simulator: it was built without the feature `simulator`"
    ) from error

from mycpaas import _native
from mycpaas._client import AsyncClient, Client
from mycpaas._errors import InvalidArgumentError
from mycpaas._loop import finish
from mycpaas._run import run

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import timedelta
    from typing import Any, Literal, Union

    from _typeshed.wsgi import WSGIApplication
    from typing_extensions import Self

    from mycpaas._words import CallStatus

    Seconds = Union[float, timedelta, None]

__all__ = [
    "Callee",
    "Fault",
    "Follow",
    "ReceivedRequest",
    "SimulatedCall",
    "Simulator",
    "Step",
    "Transcript",
    "serve",
]


class Simulator:
    """A simulator on a loopback port. It runs in a `with` or `async with` block, or until `shutdown`.

    Any number of threads may use it. It belongs to the process that started it: after a fork, a client in the
    child reaches it, and everything but its address is refused there.
    """

    __slots__ = ("__weakref__", "_native")

    def __init__(
        self,
        *,
        callees: Mapping[str, Callee | str] | None = None,
        default_callee: Callee | str | None = None,
        clock: Literal["instant", "real"] | float = "instant",
        dialect: Literal["mycpaas", "signalwire", "twilio"] = "mycpaas",
        own_numbers: Iterable[str] = (),
        account_sid: str = "AC00000000000000000000000051a1a70e",
        auth_token: str = "simulator-token-not-a-secret",  # noqa: S107
        port: int = 0,
        max_calls: int = 10_000,
        max_recorded_requests: int = 1_000,
        signing_key: str | None = None,
        signature: Literal["twilio", "twilio-sha256", "signalwire", "signalwire-raw"] = "twilio",
        webhook_format: Literal["form", "json"] = "form",
    ) -> None:
        """Sets a simulator up. It is not started yet.

        Args:
            callees: Who has which script, by their numbers: a `Callee`, or a text such as
                `answer:2s,press:1`.
            default_callee: The script of everybody else. By default they answer after two seconds and listen
                to the end.
            clock: How fast the time of calls passes: as fast as it can, as on a telephone, or that many times
                faster.
            dialect: How the API behaves where mycpaas's documentation is silent.
            own_numbers: The numbers of the account. With none, every E.164 number may call.
            account_sid: The account that clients have to name.
            auth_token: The token that clients have to bring.
            port: The port to listen on. By default one that the system picks.
            max_calls: How many calls are kept. A new one takes the place of the oldest that has ended.
            max_recorded_requests: How many received requests are kept, the latest.
            signing_key: The key that requests to the web application are signed with. By default they are
                not signed; mycpaas documents no signature.
            signature: How they are signed, if there is a key: see `mycpaas.webhooks.SignatureValidator`.
                `signalwire-raw` needs the format `json`.
            webhook_format: How the parameters of requests that are no GET are written.

        Raises:
            ConfigurationError: Naming what is wrong.
            InvalidArgumentError: When a script of a callee cannot be read.
        """
        self._native = _native.Simulator(
            {
                "callees": callees,
                "default_callee": default_callee,
                "clock": clock,
                "dialect": dialect,
                "own_numbers": own_numbers,
                "account_sid": account_sid,
                "auth_token": auth_token,
                "port": port,
                "max_calls": max_calls,
                "max_recorded_requests": max_recorded_requests,
                "signing_key": signing_key,
                "signature": signature,
                "webhook_format": webhook_format,
            }
        )

    def start(self) -> Self:
        """Starts the simulator, and returns it.

        Raises:
            ConfigurationError: When the port is taken, the account is malformed, or the clock's factor is not
                above zero.
        """
        run(self._native.start())
        return self

    def shutdown(self) -> None:
        """Stops the server and every call, and waits for that. What happened can still be read."""
        run(self._native.shutdown())

    @property
    def base_url(self) -> str:
        """The base URL of the API, for a client: `http://127.0.0.1:PORT/api/laml/2010-04-01`."""
        return self._native.base_url

    @property
    def url(self) -> str:
        """The same as `base_url`."""
        return self._native.base_url

    @property
    def origin(self) -> str:
        """Where the server is: `http://127.0.0.1:PORT`. `/simulator` has endpoints for other programs."""
        return self._native.origin

    @property
    def account_sid(self) -> str:
        """The account's SID."""
        return self._native.account_sid

    @property
    def auth_token(self) -> str:
        """The account's token."""
        return self._native.auth_token

    @property
    def environment(self) -> dict[str, str]:
        """The environment variables that lead a program's `mycpaas.Client()` to this simulator."""
        return {
            "MYCPAAS_ACCOUNT_SID": self.account_sid,
            "MYCPAAS_AUTH_TOKEN": self.auth_token,
            "MYCPAAS_BASE_URL": self.base_url,
        }

    def client(self, **settings: Any) -> Client:
        """Returns a client for this simulator. It takes the settings of `mycpaas.Client`."""
        return Client(
            self.account_sid, self.auth_token, **{"base_url": self.base_url, "proxy": False, **settings}
        )

    def async_client(self, **settings: Any) -> AsyncClient:
        """Returns a client for asyncio. It takes the settings of `mycpaas.AsyncClient`."""
        return AsyncClient(
            self.account_sid, self.auth_token, **{"base_url": self.base_url, "proxy": False, **settings}
        )

    def set_callee(self, number: str, callee: Callee | str) -> None:
        """Sets the script of a number, from the next call on. At most 10 000 numbers have one."""
        self._native.set_callee(number, callee)

    def set_default_callee(self, callee: Callee | str) -> None:
        """Sets the script of everybody without one of their own, from the next call on."""
        self._native.set_default_callee(callee)

    def inject(self, fault: Fault, times: int = 1) -> None:
        """Lets something go wrong with the next requests. At most 10 000 faults wait."""
        self._native.inject(fault, times)

    def received(self, method: str = "", path: str = "") -> list[ReceivedRequest]:
        """Returns the kept requests with that method (any, if empty) and that text in their path, in order.

        `len(simulator.received("POST", "/Calls.json"))` is how often a client tried to create a call.
        """
        return self._native.received(method, path)

    @property
    def received_count(self) -> int:
        """How many requests the server received, those that are not kept included."""
        return self._native.received_count

    def clear_received(self) -> None:
        """Forgets the received requests."""
        self._native.clear_received()

    def reset(self) -> None:
        """Forgets calls, requests and faults, and gives callees the script that they had at the start."""
        self._native.reset()

    @property
    def calls(self) -> list[SimulatedCall]:
        """Every call that is kept, the newest first."""
        return self._native.calls

    def transcript(self, sid: str) -> Transcript:
        """Returns what happened in a call so far.

        Raises:
            LookupError: When the simulator does not know the call.
        """
        return self._native.transcript(sid)

    def follow(self, sid: str) -> Follow:
        """Returns a call's steps as they happen, from the first one on, for `for` and for `async for`.

        Raises:
            LookupError: When the simulator does not know the call.
        """
        return Follow(self._native.follow(sid))

    def wait_for_end(self, sid: str, timeout: Seconds = 30.0) -> Transcript:
        """Waits until a call has ended and its webhooks are delivered or given up.

        Other threads run meanwhile, and Ctrl-C ends the wait. Where the web application runs on an event loop
        in this thread, it can answer only while the program awaits: use `wait_for_end_async` there.

        Args:
            sid: The call.
            timeout: The longest time to wait, in seconds of real time; `None` has no limit.

        Raises:
            LookupError: When the simulator does not know the call.
            TimeoutError: When the call has not ended in time. It says what happened last.
        """
        return run(self._native.wait_for_end(sid, timeout))

    async def wait_for_end_async(self, sid: str, timeout: Seconds = 30.0) -> Transcript:
        """Awaits the end of a call. See `wait_for_end`."""
        return await finish(self._native.wait_for_end(sid, timeout))

    def wait_for_status(self, sid: str, status: CallStatus | str, timeout: Seconds = 30.0) -> bool:
        """Waits until a call has had a status, and returns whether it had it before it ended.

        Raises:
            LookupError: When the simulator does not know the call.
            TimeoutError: When neither has happened in time. It says what happened last.
        """
        return run(self._native.wait_for_status(sid, status, timeout))

    async def wait_for_status_async(
        self, sid: str, status: CallStatus | str, timeout: Seconds = 30.0
    ) -> bool:
        """Awaits a status of a call. See `wait_for_status`."""
        return await finish(self._native.wait_for_status(sid, status, timeout))

    def __enter__(self) -> Self:
        """Starts it."""
        return self.start()

    def __exit__(self, *_: object) -> None:
        """Shuts it down."""
        # A child process that leaves the block of its parent leaves the parent's simulator alone.
        if self._native.is_own:
            self.shutdown()

    async def __aenter__(self) -> Self:
        """Starts it."""
        await finish(self._native.start())
        return self

    async def __aexit__(self, *_: object) -> None:
        """Shuts it down."""
        if self._native.is_own:
            await finish(self._native.shutdown())

    def __repr__(self) -> str:
        """Returns where it is."""
        try:
            return f"<Simulator at {self.base_url}>"
        except RuntimeError:
            return "<Simulator that is not started>"


class Follow:
    """A call's steps as they happen. It ends with the call, when its webhooks are delivered or given up."""

    __slots__ = ("_native",)

    def __init__(self, native: _native.Follow) -> None:
        """Made by `Simulator.follow`."""
        self._native = native

    def __iter__(self) -> Self:
        """Returns itself."""
        return self

    def __next__(self) -> Step:
        """Waits for the next step."""
        step = run(self._native.next())
        if step is None:
            raise StopIteration
        return step

    def __aiter__(self) -> Self:
        """Returns itself."""
        return self

    async def __anext__(self) -> Step:
        """Awaits the next step."""
        step = await finish(self._native.next())
        if step is None:
            raise StopAsyncIteration
        return step


def _check_wsgi(app: object) -> None:
    from inspect import iscoroutinefunction

    if iscoroutinefunction(app) or iscoroutinefunction(getattr(app, "__call__", None)):  # noqa: B004
        problem = "an ASGI application is given; a WSGI application is allowed (uvicorn serves the other)"
    elif not callable(app):
        problem = f"a {type(app).__name__} is given; a WSGI application is allowed"
    else:
        return
    error = InvalidArgumentError(f"app: {problem}")
    error.message, error.parameter = str(error), "app"
    raise error


@contextmanager
def serve(app: WSGIApplication, port: int = 0) -> Iterator[str]:
    """Serves a WSGI application (Flask, Django, a function) in threads, for the time of a `with` block.

    The block gets the address, such as `http://127.0.0.1:49152`. The server is one for tests.

    Args:
        app: The application. One that speaks ASGI (FastAPI, Starlette) needs a server of its own kind, such
            as uvicorn.
        port: The port to listen on. By default one that the system picks.

    Raises:
        InvalidArgumentError: When the application is none of WSGI.
    """
    import os
    from socketserver import ThreadingMixIn
    from threading import Thread
    from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

    _check_wsgi(app)

    class Handler(WSGIRequestHandler):
        # Without a line for each request on the terminal.
        def log_message(self, format: str, *arguments: object) -> None:
            pass

    class Server(ThreadingMixIn, WSGIServer):
        daemon_threads = True
        # The name of the host is looked up for nothing, and that can take seconds.
        address_family = 2

    with Server(("127.0.0.1", port), Handler) as server:
        server.set_app(app)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        process = os.getpid()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            # The thread does not exist in a child process that leaves the block of its parent.
            if os.getpid() == process:
                server.shutdown()
                thread.join()
