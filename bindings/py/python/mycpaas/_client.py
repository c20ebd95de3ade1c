"""The clients: one for programs that wait, one for asyncio."""

from __future__ import annotations

from mycpaas import _native
from mycpaas._calls import AsyncCalls, Calls
from mycpaas._errors import ConfigurationError
from mycpaas._loop import finish
from mycpaas._run import run

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import timedelta
    from types import TracebackType
    from typing import Literal, NoReturn

    from typing_extensions import Self, Unpack

    from mycpaas._native import Client as NativeClient
    from mycpaas._native import Response, RetryPolicy
    from mycpaas._types import RequestOptions
    from mycpaas._words import ListEncoding

__all__ = ["AsyncClient", "Client"]


class _Base:
    def __init__(
        self,
        account_sid: str | None = None,
        auth_token: str | None = None,
        *,
        base_url: str | None = None,
        allow_insecure_http: bool = False,
        connect_timeout: float | timedelta | None = None,
        read_timeout: float | timedelta | None = None,
        total_timeout: float | timedelta | None = None,
        retries: int | RetryPolicy | None = None,
        proxy: str | Literal[False] | None = None,
        extra_ca_certificates: str | bytes | Sequence[str | bytes] | None = None,
        user_agent_suffix: str | None = None,
        max_response_size: int | None = None,
        list_encoding: ListEncoding | Literal["space_joined", "repeated"] | None = None,
    ) -> None:
        """Makes a client. Nothing is sent.

        Args:
            account_sid: The account's SID, which begins with `AC` (at SignalWire: the project's UUID). By
                default `MYCPAAS_ACCOUNT_SID` of the environment.
            auth_token: The account's secret. It is never shown. By default `MYCPAAS_AUTH_TOKEN` of the
                environment.
            base_url: Where the API is. By default `MYCPAAS_BASE_URL` of the environment, or else mycpaas's
                own. The base of a compatible service works too.
            allow_insecure_http: Takes plain http to any host, not to loopback only. The token then travels in
                clear text.
            connect_timeout: The longest time until a connection is ready to take the request, in seconds. By
                default 5.
            read_timeout: The longest silence while an answer is awaited or read, in seconds. By default 20.
            total_timeout: The longest time for everything, retries included, in seconds. By default 30.
            retries: How many times a request is repeated where that is safe, or a `RetryPolicy`. By default
                2; 0 is off.
            proxy: The http or https proxy for every request. By default what `HTTPS_PROXY`, `HTTP_PROXY`,
                `ALL_PROXY` and `NO_PROXY` say; `False` ignores them.
            extra_ca_certificates: Certificate authorities in PEM to trust beside the system's and the bundled
                ones.
            user_agent_suffix: A text to add to the `User-Agent` header, such as `my-service/1.2`.
            max_response_size: The largest answer that is read, in bytes. By default 8 MiB.
            list_encoding: How parameters with several values are written. By default joined by spaces.

        Raises:
            ConfigurationError: When no client can be made of what is given: the account or the token is
                missing or malformed, the base URL is none or would send the token in clear text, the proxy
                or a certificate cannot be used, or another setting is out of its range.
            InvalidArgumentError: When a time-out or `retries` is out of its range, or something that is to
                be a text is none.

        Both tell in `parameter` what is wrong.
        """
        try:
            native = _native.Client(
                account_sid,
                auth_token,
                {
                    "base_url": base_url,
                    "allow_insecure_http": allow_insecure_http,
                    "connect_timeout": connect_timeout,
                    "read_timeout": read_timeout,
                    "total_timeout": total_timeout,
                    "retries": retries,
                    "proxy": proxy,
                    "extra_ca_certificates": extra_ca_certificates,
                    "user_agent_suffix": user_agent_suffix,
                    "max_response_size": max_response_size,
                    "list_encoding": list_encoding,
                },
            )
        finally:
            # A traceback that shows local variables does not show secrets, which addresses may hold, too, and
            # one may be given in place of the other.
            del account_sid, auth_token, base_url, proxy
        self._hold(native)

    def _hold(self, native: NativeClient) -> None:
        self._native = native

    @property
    def account_sid(self) -> str:
        """The account whose resources are used."""
        return self._native.account_sid

    @property
    def base_url(self) -> str:
        """Where the API is."""
        return self._native.base_url

    def with_options(self, **options: Unpack[RequestOptions]) -> Self:
        """Returns a client for which some options differ. It shares the pool of connections.

        What a class of your own has set on this client is set on that one, too.
        """
        try:
            native = self._native.with_options(options)
        finally:
            del options
        other = self.__copy__()
        other._hold(native)  # noqa: SLF001 - it is of this class
        return other

    def __copy__(self) -> Self:
        """Returns a client that shares everything with this one; closing one closes both."""
        other = object.__new__(type(self))
        vars(other).update(vars(self))
        return other

    def __deepcopy__(self, _memo: dict[int, object], /) -> Self:
        return self.__copy__()

    def __repr__(self) -> str:
        try:
            return f"{type(self).__name__}(account_sid={self.account_sid!r}, base_url={self.base_url!r})"
        except (AttributeError, ConfigurationError):
            return f"<{type(self).__name__} that is closed, or was never made>"

    def __reduce__(self) -> NoReturn:
        raise TypeError(
            f"a {type(self).__name__} holds a secret and cannot be pickled; make one in each process"
        )


class Client(_Base):
    """A client of the Calls API for programs that wait for answers.

    It may be shared by any number of threads, and by processes that were forked from the one that made it.
    While it waits, other threads run, and Ctrl-C ends the wait. It needs not be closed; `with` closes its
    idle connections at the end.
    """

    _calls: Calls

    def _hold(self, native: NativeClient) -> None:
        super()._hold(native)
        self._calls = Calls(native)

    @property
    def calls(self) -> Calls:
        """The operations on calls."""
        return self._calls

    def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str] | Iterable[tuple[str, str]] | None = None,
        form: Mapping[str, str] | Iterable[tuple[str, str]] | None = None,
        body: bytes | str | None = None,
        content_type: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> Response:
        """Sends any request below the account, for what this library does not cover yet.

        The rules of retry, time-outs and errors hold as for every other request. Methods other than GET, HEAD
        and OPTIONS count as writes.

        Args:
            method: The HTTP method.
            path: Relative to the account, such as `Calls/CA123/Recordings.json`.
            query: Parameters of the query, as a mapping or as pairs.
            form: Fields of the form that is sent as the body, as a mapping or as pairs.
            body: A body of another media type. It excludes `form`.
            content_type: The media type of `body`, such as `application/json`.
            options: What is different for this request; see `RequestOptions`.
        """
        try:
            request = self._native.request(method, path, query, form, body, content_type, options)
        finally:
            # A traceback that shows local variables does not show what may hold secrets.
            del query, form, body, options
        return run(request)

    def close(self) -> None:
        """Closes idle connections. The client cannot be used after this."""
        self._native.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


class AsyncClient(_Base):
    """A client of the Calls API for asyncio.

    It may be used from several event loops, in several threads, and by processes that were forked from the
    one that made it. Cancelling a task drops its request. It needs not be closed; `async with` closes its
    idle connections at the end.
    """

    _calls: AsyncCalls

    def _hold(self, native: NativeClient) -> None:
        super()._hold(native)
        self._calls = AsyncCalls(native)

    @property
    def calls(self) -> AsyncCalls:
        """The operations on calls."""
        return self._calls

    async def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str] | Iterable[tuple[str, str]] | None = None,
        form: Mapping[str, str] | Iterable[tuple[str, str]] | None = None,
        body: bytes | str | None = None,
        content_type: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> Response:
        """Sends any request below the account. See `Client.request`."""
        try:
            request = self._native.request(method, path, query, form, body, content_type, options)
        finally:
            del query, form, body, options
        return await finish(request)

    async def close(self) -> None:
        """Closes idle connections. The client cannot be used after this."""
        self._native.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.close()
