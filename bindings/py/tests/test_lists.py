"""Lists: requested when they are needed and no sooner, page by page, from anywhere, as often as one likes."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

import mycpaas
import pytest
from support.fault_server import ACCOUNT_SID, answer, page
from support.run import settle

if TYPE_CHECKING:
    from conftest import AnyClient, Serve
    from harness.simulator import Simulator
    from support.fault_server import Server

PATH = f"/api/laml/2010-04-01/Accounts/{ACCOUNT_SID}/Calls.json"
SECOND, THIRD = f"{PATH}?Page=1", f"{PATH}?Page=2"


@pytest.fixture
def three_pages(serve: Serve) -> Server:
    """Seven calls on three pages, twice over."""
    pages = [page(0, 3, SECOND), page(3, 3, THIRD), page(6, 1, None)]
    return serve(*pages, *pages)


def sids(calls: Any) -> list[str]:
    listed = settle(calls if hasattr(calls, "__aiter__") else iter(calls))
    return [call.sid for call in listed]


@pytest.mark.parametrize(
    ("limit", "calls", "requests"), [(None, 7, 3), (0, 0, 0), (1, 1, 1), (3, 3, 1), (4, 4, 2), (100, 7, 3)]
)
def test_a_limit_stops_the_requests(
    client_class: AnyClient, three_pages: Server, limit: int | None, calls: int, requests: int
) -> None:
    client = client_class(**three_pages.settings)
    assert sids(client.calls.list(limit=limit)) == [f"CA{number}" for number in range(calls)]
    assert len(three_pages.received()) == requests


def test_a_list_sends_nothing_by_itself(client_class: AnyClient, three_pages: Server) -> None:
    calls = client_class(**three_pages.settings).calls.list(status="completed")
    assert "sends nothing" in repr(calls)
    iter(calls) if isinstance(calls, mycpaas.CallList) else calls.__aiter__()
    assert three_pages.received() == []


def test_each_iteration_begins_anew(client_class: AnyClient, three_pages: Server) -> None:
    calls = client_class(**three_pages.settings).calls.list()
    assert sids(calls) == sids(calls)
    assert three_pages.paths() == ["/Calls.json", "/Calls.json?Page=1", "/Calls.json?Page=2"] * 2


def test_who_stops_early_requests_no_more(three_pages: Server) -> None:
    for call in three_pages.client().calls.list():
        if call.sid == "CA2":
            break
    assert len(three_pages.received()) == 1


async def stop_early(client: mycpaas.AsyncClient) -> None:
    async for call in client.calls.list():
        if call.sid == "CA2":
            break


def test_who_stops_early_with_asyncio_requests_no_more(three_pages: Server) -> None:
    settle(stop_early(three_pages.async_client()))
    assert len(three_pages.received()) == 1


def test_pages(client_class: AnyClient, three_pages: Server) -> None:
    pages = settle(client_class(**three_pages.settings).calls.list().pages())
    assert [len(each) for each in pages] == [3, 3, 1]
    first = pages[0]
    assert [call.sid for call in first] == ["CA0", "CA1", "CA2"]
    assert (first[0].sid, first[-1].sid, first.items[1].sid) == ("CA0", "CA2", "CA1")
    assert [each.cursor for each in pages] == [SECOND, THIRD, None]
    assert first.metadata.http_status == 200
    assert repr(first) == f"{type(first).__name__}(3 calls, more follow)"
    assert repr(pages[2]) == f"{type(first).__name__}(1 calls)"
    assert settle(pages[2].next()) is None
    with pytest.raises(TypeError, match="holds a client and cannot be pickled"):
        pickle.dumps(first)


def test_pages_go_forth_and_back(client_class: AnyClient, simulator: Simulator) -> None:
    client = client_class(**simulator.settings)
    for _ in range(4):
        settle(client.calls.create(to="+4911111111", from_="+4922222222", url="https://x/"))
    first = settle(client.calls.list(to="+4911111111", page_size=2).first_page())
    second = settle(first.next())
    assert (len(first), len(second)) == (2, 2)
    assert not set(first.items) & set(second.items)
    assert settle(second.previous()).items == first.items
    assert settle(first.previous()) is None


def test_a_list_is_resumed_where_a_cursor_was_taken(client_class: AnyClient, three_pages: Server) -> None:
    client = client_class(**three_pages.settings)
    cursor = settle(client.calls.list(status="completed").first_page()).cursor
    assert sids(client.calls.list(resume=cursor, limit=2)) == ["CA3", "CA4"]
    assert three_pages.paths() == ["/Calls.json?Status=completed", "/Calls.json?Page=1"]


def test_filters_are_sent_and_directions_are_looked_at(client_class: AnyClient, serve: Serve) -> None:
    calls = [{"sid": "CA1", "direction": "inbound"}, {"sid": "CA2", "direction": "outbound-api"}]
    server = serve(answer(200, {"calls": calls, "next_page_uri": None}))
    client = client_class(**server.settings)
    found = client.calls.list(
        to="+491234567890",
        from_="+491098765432",
        status=mycpaas.CallStatus.NO_ANSWER,
        page_size=5,
        direction=mycpaas.CallDirection.INBOUND,
        extra={"Colour": "red"},
        headers={"X-Trace": "1"},
    )
    assert sids(found) == ["CA1"]
    query = "To=%2B491234567890&From=%2B491098765432&Status=no-answer&PageSize=5&Colour=red"
    assert server.paths() == [f"/Calls.json?{query}"]
    assert ["x-trace", "1"] in server.received()[0]["headers"]


def test_an_error_ends_an_iteration_where_it_comes(client_class: AnyClient, serve: Serve) -> None:
    server = serve(page(0, 2, SECOND), answer(403, {"code": 20003, "message": "no more"}))
    client = client_class(**server.settings)
    seen: list[mycpaas.Call] = []

    def collect() -> None:
        seen.extend(client.calls.list())  # type: ignore[arg-type]

    async def collect_async() -> None:
        seen.extend([call async for call in client.calls.list()])  # type: ignore[union-attr]

    with pytest.raises(mycpaas.PermissionDeniedError):
        collect() if isinstance(client, mycpaas.Client) else settle(collect_async())
    assert len(server.received()) == 2


def test_options_hold_for_every_page(client_class: AnyClient, three_pages: Server) -> None:
    client = client_class(**three_pages.settings)
    sids(client.calls.list(headers={"X-Trace": "1"}))
    assert [dict(request["headers"]).get("x-trace") for request in three_pages.received()] == ["1"] * 3
