"""Clients: what they are made from, what can be different for one request, how they end, and raw requests."""

from __future__ import annotations

import asyncio
import copy
import gc
import weakref
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from unittest import mock

import mycpaas
import pytest
from mycpaas import laml, testing
from support.fault_server import ACCOUNT_SID, CALL, CLOSE, CREATE, STALL, TOKEN, answer, page
from support.run import settle

if TYPE_CHECKING:
    from conftest import AnyClient, Serve
    from harness.simulator import Simulator


@pytest.mark.parametrize(
    ("missing", "variable"), [("account_sid", "ACCOUNT_SID"), ("auth_token", "AUTH_TOKEN")]
)
def test_what_is_missing_is_named(client_class: AnyClient, missing: str, variable: str) -> None:
    given: Any = {"account_sid": ACCOUNT_SID, "auth_token": TOKEN, missing: None}
    with pytest.raises(mycpaas.ConfigurationError, match=f"set MYCPAAS_{variable}") as caught:
        client_class(**given)
    assert caught.value.parameter == missing


def test_the_environment_gives_what_is_not_given(
    client_class: AnyClient, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve()
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    client = client_class()
    assert (client.account_sid, client.base_url) == (ACCOUNT_SID, server.base_url)
    assert client_class("AC2").account_sid == "AC2"
    assert settle(client.calls.create(**CREATE)).sid == CALL["sid"]


def test_the_environments_proxy_is_taken_and_false_ignores_it(
    client_class: AnyClient, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The proxy answers for a host that there is not, and refuses to pass anything on."""
    proxy = serve(answer(502, "no"))
    address = f"http://{proxy.started['address']}"
    given: Any = {"base_url": "http://calls.invalid/api", "allow_insecure_http": True, "retries": 0}
    monkeypatch.setenv("HTTP_PROXY", address)
    with pytest.raises(mycpaas.ServerError):
        settle(client_class("AC1", TOKEN, **given).calls.fetch("CA1"))
    with pytest.raises(mycpaas.ConnectionError):
        settle(client_class("AC1", TOKEN, proxy=False, **given).calls.fetch("CA1"))
    monkeypatch.delenv("HTTP_PROXY")
    with pytest.raises(mycpaas.ServerError):
        settle(client_class("AC1", TOKEN, proxy=address, **given).calls.fetch("CA1"))
    assert [request["path"] for request in proxy.received()] == [
        "http://calls.invalid/api/Accounts/AC1/Calls/CA1.json"
    ] * 2


def test_a_closed_client_says_so(client_class: AnyClient, serve: Serve) -> None:
    server = serve()
    client: Any = client_class(**server.settings)
    settle(client.close())
    settle(client.close())
    for use in (
        lambda: client.calls.create(**CREATE),
        lambda: client.calls.list().first_page(),
        lambda: client.request("GET", "Calls.json"),
        lambda: client.with_options(retries=0),
        lambda: client.account_sid,
    ):
        with pytest.raises(mycpaas.ConfigurationError, match="the client is closed"):
            settle(use())  # type: ignore[no-untyped-call]
    assert server.received() == []


def test_with_closes_the_client(serve: Serve) -> None:
    server = serve()
    with server.client() as client:
        client.calls.create(**CREATE)
    with pytest.raises(mycpaas.ConfigurationError):
        client.calls.create(**CREATE)
    with pytest.raises(KeyError), server.client():
        raise KeyError("it goes through")


def test_async_with_closes_the_client(serve: Serve) -> None:
    async def main() -> None:
        async with serve().async_client() as client:
            await client.calls.create(**CREATE)
        with pytest.raises(mycpaas.ConfigurationError):
            await client.calls.create(**CREATE)

    asyncio.run(main())


@pytest.mark.parametrize("span", [0.2, timedelta(milliseconds=200)])
def test_options_of_one_request_hold_for_it_alone(client_class: AnyClient, serve: Serve, span: Any) -> None:
    server = serve(CLOSE, STALL, answer(200, CALL))
    client = client_class(**server.settings)
    with pytest.raises(mycpaas.ConnectionError) as broken:
        settle(client.calls.fetch("CA1", retries=0, headers={"X-Trace": "1"}, account_sid="AC2"))
    with pytest.raises(mycpaas.TimeoutError) as late:
        settle(client.calls.create(**CREATE, read_timeout=span))
    assert (broken.value.attempts, late.value.may_have_been_placed) == (1, True)
    settle(client.calls.fetch("CA1"))
    first, *others = server.received()
    assert "/Accounts/AC2/" in first["path"]
    assert ["x-trace", "1"] in first["headers"]
    assert not [header for request in others for header in request["headers"] if header[0] == "x-trace"]
    assert all(ACCOUNT_SID in request["path"] for request in others)


def test_options_of_a_copy_hold_for_all_its_requests(client_class: AnyClient, serve: Serve) -> None:
    server = serve(CLOSE, answer(200, CALL))
    client = client_class(**server.settings)
    impatient = client.with_options(retries=mycpaas.RetryPolicy(0), headers=[("X-A", "1"), ("X-A", "2")])
    assert type(impatient) is client_class
    with pytest.raises(mycpaas.ConnectionError):
        settle(impatient.calls.fetch("CA1"))
    settle(impatient.calls.fetch("CA1", headers={"X-B": "3"}))
    last = [pair for pair in server.received()[-1]["headers"] if pair[0].startswith("x-")]
    assert last == [["x-a", "1"], ["x-a", "2"], ["x-b", "3"]]
    assert repr(client) == repr(impatient)


@pytest.mark.parametrize("name", ["Authorization", "content-length", "a b", "x\r\ny"])
def test_headers_that_are_not_the_callers_are_refused(client_class: AnyClient, name: str) -> None:
    with pytest.raises(mycpaas.InvalidArgumentError) as caught:
        settle(client_class("AC1", TOKEN).calls.fetch("CA1", headers={name: "x"}))
    assert caught.value.parameter == "headers"


def test_a_raw_request_sends_what_it_is_given(client_class: AnyClient, serve: Serve) -> None:
    server = serve(answer(200, {"ok": True}))
    client: Any = client_class(**server.settings)
    for sent in (
        {"query": {"PageSize": "1"}},
        {"form": [("A", "1"), ["A", "2"]]},
        {"body": "ä", "content_type": "text/plain"},
        {"body": bytearray(b"\x00\xff"), "content_type": "application/octet-stream"},
        {"body": memoryview(b"abc")[1:], "content_type": "text/plain"},
    ):
        assert settle(client.request("POST", "Calls/CA1/Recordings.json", **sent)).json() == {"ok": True}
    assert server.paths() == ["/Calls/CA1/Recordings.json?PageSize=1", *["/Calls/CA1/Recordings.json"] * 4]
    bodies = ["", "A=1&A=2", "ä", {"base64": "AP8="}, "bc"]
    assert [request["body"] for request in server.received()] == bodies


def test_a_life_on_the_simulator(client_class: AnyClient, simulator: Simulator) -> None:
    client = client_class(**simulator.settings)
    call = settle(client.calls.create(**CREATE))
    ended = settle(client.calls.wait(call.sid, deadline=timedelta(seconds=20)))
    assert ended.status is mycpaas.CallStatus.BUSY
    assert ended == settle(client.calls.fetch(call.sid))
    with pytest.raises(mycpaas.APIError) as caught:
        settle(client.calls.hang_up(call.sid))
    assert caught.value.delivery == "rejected"
    assert settle(client.calls.delete(call.sid)) is None
    with pytest.raises(mycpaas.NotFoundError):
        settle(client.calls.fetch(call.sid))


def test_wait_stops_at_a_status_that_was_asked_for(client_class: AnyClient, serve: Serve) -> None:
    statuses = ("queued", "ringing", "in-progress", "completed")
    server = serve(*(answer(200, {**CALL, "status": status}) for status in statuses))
    client = client_class(**server.settings)
    waiting = client.calls.wait("CA1", until=[mycpaas.CallStatus.IN_PROGRESS])
    assert settle(waiting).status == "in-progress"
    assert len(server.received()) == 3
    with pytest.raises(mycpaas.TimeoutError) as caught:
        settle(client_class(**serve(answer(200, CALL)).settings).calls.wait("CA1", deadline=0.2))
    assert not caught.value.may_have_been_placed


def test_a_class_of_ones_own_keeps_what_it_has_set(client_class: AnyClient) -> None:
    class Own(client_class):  # type: ignore[misc, valid-type]
        def __init__(self) -> None:
            super().__init__("AC1", TOKEN)
            self.tenant = ["ours"]

    own = Own()
    for other in (own.with_options(retries=0), copy.copy(own), copy.deepcopy(own)):
        assert (type(other), other.tenant, repr(other)) == (Own, ["ours"], repr(own))


def test_a_copy_shares_everything(client_class: AnyClient, serve: Serve) -> None:
    client = client_class(**serve(answer(200, CALL)).settings)
    for other in (copy.copy(client), copy.deepcopy(client)):
        assert settle(other.calls.fetch("CA1")).sid == CALL["sid"]
    settle(other.close())
    with pytest.raises(mycpaas.ConfigurationError, match="the client is closed"):
        settle(client.calls.fetch("CA1"))


def test_what_a_test_puts_in_place_of_a_method_is_called(client_class: AnyClient) -> None:
    client: Any = client_class("AC1", TOKEN)
    assert client.calls is client.calls
    with mock.patch.object(client.calls, "create", lambda to: f"a call to {to}"):
        assert client.calls.create(to="anybody") == "a call to anybody"


def test_what_is_public_is_at_home_in_the_package(client_class: AnyClient) -> None:
    shown = [getattr(mycpaas, name) for name in mycpaas.__all__]
    assert {each.__module__ for each in shown if isinstance(each, type)} == {"mycpaas", "mycpaas._types"}
    assert not [each for each in (mycpaas.Client, mycpaas.Page, mycpaas.APIError) if "_" in each.__module__]
    with pytest.raises(mycpaas.ConfigurationError) as caught:
        client_class("x", TOKEN)
    assert repr(type(caught.value)) == "<class 'mycpaas.ConfigurationError'>"


def test_references_may_be_weak(client_class: AnyClient, serve: Serve) -> None:
    client = client_class(**serve(page(0, 1, None)).settings)
    calls = client.calls.list()
    first = settle(calls.first_page())
    things = [
        client,
        calls,
        first,
        first.items[0],
        settle(client.request("GET", "x")),
        laml.Say("Hi."),
        testing.Simulator(),
    ]
    references = [weakref.ref(thing) for thing in things]
    assert [reference() for reference in references] == things
    del things, client, calls, first
    gc.collect()
    assert [reference() for reference in references] == [None] * len(references)
