"""Lists of calls: page by page, or call by call."""

from __future__ import annotations

from mycpaas._errors import InvalidArgumentError
from mycpaas._loop import finish
from mycpaas._run import run

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from typing import NoReturn

    from mycpaas import _native
    from mycpaas._native import Call, Metadata

__all__ = ["AsyncCallList", "AsyncPage", "CallList", "Page"]


class _Page:
    __slots__ = ("__weakref__", "_native", "items")

    def __init__(self, native: _native.Page) -> None:
        self._native = native
        self.items: tuple[Call, ...] = tuple(native.take_items())

    @property
    def cursor(self) -> str | None:
        """Where the next page begins, for `list(resume=...)` at any later time. Nothing on the last page."""
        return self._native.cursor

    @property
    def metadata(self) -> Metadata:
        """How the page's answer came."""
        return self._native.metadata

    def __iter__(self) -> Iterator[Call]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, index: int) -> Call:
        return self.items[index]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({len(self)} calls{', more follow' if self.cursor else ''})"

    def __reduce__(self) -> NoReturn:
        raise TypeError(
            f"a {type(self).__name__} holds a client and cannot be pickled; its items and cursor can"
        )


class Page(_Page):
    """A page of calls. Its `items` are in the order of the API."""

    __slots__ = ()

    def next(self) -> Page | None:
        """Requests the page after this one. Nothing if this page is the last."""
        return _page(run(self._native.next()))

    def previous(self) -> Page | None:
        """Requests the page before this one. Nothing if this page is the first."""
        return _page(run(self._native.previous()))


class AsyncPage(_Page):
    """A page of calls. Its `items` are in the order of the API."""

    __slots__ = ()

    async def next(self) -> AsyncPage | None:
        """Requests the page after this one. Nothing if this page is the last."""
        return _async_page(await finish(self._native.next()))

    async def previous(self) -> AsyncPage | None:
        """Requests the page before this one. Nothing if this page is the first."""
        return _async_page(await finish(self._native.previous()))


class _List:
    __slots__ = ("__weakref__", "_limit", "_plan")

    def __init__(self, plan: _native.Plan, limit: int | None) -> None:
        if limit is not None and (isinstance(limit, bool) or not isinstance(limit, int) or limit < 0):
            message = f"limit: {_shown(limit)} is given; a whole number from 0, or None, is allowed"
            error = InvalidArgumentError(message)
            error.message, error.parameter = message, "limit"
            raise error
        self._plan = plan
        self._limit = limit

    def __repr__(self) -> str:
        return f"<{type(self).__name__} that sends nothing before it is iterated over>"


class CallList(_List):
    """Calls that are requested when they are needed, a page at a time. Each iteration begins anew."""

    __slots__ = ()

    def first_page(self) -> Page:
        """Requests the first page."""
        return Page(run(self._plan.first_page()))

    def pages(self) -> Iterator[Page]:
        """Requests one page after the other. `limit` does not count here."""
        page: Page | None = self.first_page()
        while page is not None:
            yield page
            page = page.next()

    def __iter__(self) -> Iterator[Call]:
        left = self._limit
        if left == 0:
            return
        for page in self.pages():
            for call in page:
                yield call
                if left is not None:
                    left -= 1
                    if left == 0:
                        return


class AsyncCallList(_List):
    """Calls that are requested when they are needed, a page at a time. Each iteration begins anew."""

    __slots__ = ()

    async def first_page(self) -> AsyncPage:
        """Requests the first page."""
        return AsyncPage(await finish(self._plan.first_page()))

    async def pages(self) -> AsyncIterator[AsyncPage]:
        """Requests one page after the other. `limit` does not count here."""
        page: AsyncPage | None = await self.first_page()
        while page is not None:
            yield page
            page = await page.next()

    async def __aiter__(self) -> AsyncIterator[Call]:
        left = self._limit
        if left == 0:
            return
        async for page in self.pages():
            for call in page:
                yield call
                if left is not None:
                    left -= 1
                    if left == 0:
                        return


def _shown(value: object) -> str:
    try:
        return repr(value)[:80]
    except Exception:  # noqa: BLE001 - whatever a foreign object does
        return "a value without repr"


def _page(native: _native.Page | None) -> Page | None:
    return None if native is None else Page(native)


def _async_page(native: _native.Page | None) -> AsyncPage | None:
    return None if native is None else AsyncPage(native)
