"""Arguments of wrong types: an error that names the parameter, before anything is sent, and never a panic."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import mycpaas
import pytest
from support.fault_server import CREATE, answer
from support.run import settle
from support.wrong import WRONG, FailsLater, HostileText

if TYPE_CHECKING:
    from conftest import AnyClient, Serve

CALLED = [
    *(("create", name, "text") for name in ("to", "from_", "url", "send_digits", "sip_auth_password")),
    ("create", "record", "flag"),
    ("create", "timeout", "integer"),
    ("create", "max_price_per_minute", "decimal"),
    ("create", "status_callback_event", "words"),
    *(("list", name, "date") for name in ("start_time", "start_time_before", "end_time_after")),
    ("list", "page_size", "integer"),
    ("list", "direction", "text"),
    ("list", "resume", "text"),
    ("update", "status", "text"),
    ("wait", "until", "words"),
    ("wait", "deadline", "seconds"),
    *(("fetch", name, "seconds") for name in ("connect_timeout", "read_timeout", "total_timeout")),
    ("fetch", "retries", "retries"),
    *(("create", name, "pairs") for name in ("extra", "headers")),
    *((name, "sid", "text") for name in ("fetch", "update", "hang_up", "cancel", "redirect")),
    *((name, "sid", "text") for name in ("wait", "delete")),
    ("redirect", "url", "text"),
]
SETTINGS = {
    "account_sid": "account_sid",
    "auth_token": "auth_token",
    "base_url": "base_url",
    "allow_insecure_http": "flag",
    "connect_timeout": "seconds",
    "retries": "retries",
    "proxy": "proxy",
    "extra_ca_certificates": "certificates",
    "user_agent_suffix": "suffix",
    "max_response_size": "size",
    "list_encoding": "encoding",
}
NEEDED: dict[str, dict[str, Any]] = {
    "create": CREATE,
    "list": {},
    "redirect": {"sid": "CA1", "url": "https://x/"},
}


def operate(client: Any, operation: str, name: str, value: object) -> None:
    arguments = {**NEEDED.get(operation, {"sid": "CA1"}), name: value}
    result = getattr(client.calls, operation)(**arguments)
    assert operation != "list", "a list reads its arguments when it is made"
    settle(result)


@pytest.mark.parametrize(("operation", "name", "sort"), CALLED)
def test_a_wrong_argument_is_named(
    client_class: AnyClient, serve: Serve, operation: str, name: str, sort: str
) -> None:
    server = serve()
    client = client_class(**server.settings)
    for value in WRONG[sort]:
        with pytest.raises(mycpaas.InvalidArgumentError) as caught:
            operate(client, operation, name, value)
        assert caught.value.parameter == name
        assert str(caught.value).startswith(f"{name}: ")
        assert caught.value.delivery == "not_sent"
    assert server.record()["connections"] == 0


def test_a_wrong_limit_is_named_at_once(client_class: AnyClient) -> None:
    for value in WRONG["limit"]:
        with pytest.raises(mycpaas.InvalidArgumentError, match="limit: ") as caught:
            client_class("AC1", "token").calls.list(limit=value)
        assert caught.value.parameter == "limit"


def test_what_an_argument_raises_is_the_cause(client_class: AnyClient) -> None:
    with pytest.raises(mycpaas.InvalidArgumentError) as caught:
        operate(client_class("AC1", "token"), "create", "status_callback_event", FailsLater())
    assert isinstance(caught.value.__cause__, RuntimeError)


def test_ctrl_c_in_an_argument_goes_through(client_class: AnyClient) -> None:
    def interrupt() -> Any:
        yield "answered"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        operate(client_class("AC1", "token"), "create", "status_callback_event", interrupt())


@pytest.mark.parametrize("name", ["method", "path", "query", "form", "body", "content_type"])
def test_a_wrong_part_of_a_raw_request_is_named(client_class: AnyClient, serve: Serve, name: str) -> None:
    server = serve()
    client: Any = client_class(**server.settings)
    usual = {"method": "POST", "path": "Calls.json"}
    if name in ("body", "content_type"):
        usual = {**usual, "content_type": "text/plain", "body": "text"}
    for value in WRONG["pairs" if name in ("query", "form") else name]:
        with pytest.raises(mycpaas.InvalidArgumentError) as caught:
            settle(client.request(**{**usual, name: value}))
        assert caught.value.parameter == name
    assert server.record()["connections"] == 0


@pytest.mark.parametrize("name", SETTINGS)
def test_a_wrong_setting_is_named(client_class: AnyClient, name: str) -> None:
    made: Any = client_class
    for value in WRONG[SETTINGS[name]]:
        with pytest.raises((mycpaas.ConfigurationError, mycpaas.InvalidArgumentError)) as caught:
            made(**{"account_sid": "AC1", "auth_token": "token", name: value})
        assert caught.value.parameter == name
        assert str(caught.value).startswith(f"{name}: ")


@pytest.mark.parametrize(
    ("name", "sort"),
    [
        ("max_retries", "retries"),
        ("base_delay", "delay"),
        ("max_delay", "delay"),
        ("max_retry_after", "delay"),
    ],
)
def test_a_wrong_way_to_repeat_is_named(name: str, sort: str) -> None:
    made: Any = mycpaas.RetryPolicy
    for value in WRONG[sort]:
        with pytest.raises(mycpaas.InvalidArgumentError) as caught:
            made(**{name: value})
        assert caught.value.parameter == name


@pytest.mark.parametrize("name", ["tiemout", "timeout_", "\ud800", "", "self"])
def test_an_option_that_there_is_not_is_refused(client_class: AnyClient, name: str) -> None:
    client: Any = client_class("AC1", "token")
    with pytest.raises((TypeError, UnicodeEncodeError)):
        settle(client.calls.fetch("CA1", **{name: 5}))
    with pytest.raises((TypeError, UnicodeEncodeError)):
        client.with_options(**{name: 5})


@pytest.mark.parametrize("method", ["create", "list", "fetch", "hang_up", "wait", "request", "with_options"])
def test_an_option_that_there_is_not_is_refused_as_python_does(client_class: AnyClient, method: str) -> None:
    client: Any = client_class("AC1", "token")
    given: Any = {"create": CREATE, "list": {}, "request": {"method": "GET", "path": "x"}, "with_options": {}}
    ask = getattr(client if hasattr(client, method) else client.calls, method)
    with pytest.raises(TypeError, match=rf"^{method}\(\) got an unexpected keyword argument 'twiml'$"):
        settle(ask(**given.get(method, {"sid": "CA1"}), twiml="<Response/>"))


def test_an_entry_that_is_wrong_is_named_and_not_shown(client_class: AnyClient) -> None:
    client: Any = client_class("AC1", "token")
    for given, told in (
        ({"TimeLimit": 600}, r"the value of \"TimeLimit\" is of type int; text is allowed"),
        ({"TimeLimit": None}, r"the value of \"TimeLimit\" is None; text is allowed"),
        ([("A", "1"), (5, "hunter2")], "the name of entry 2 is of type int; text is allowed"),
        ([("A", "1", "hunter2")], "entry 1 is a tuple of 3; a pair of a name and a text is allowed"),
        (["hunter2"], "entry 1 is text; a pair of a name and a text is allowed"),
    ):
        with pytest.raises(mycpaas.InvalidArgumentError, match=f"^extra: {told}$"):
            settle(client.calls.create(**CREATE, extra=given))


def test_a_number_that_is_wrong_is_told_its_range(client_class: AnyClient) -> None:
    client: Any = client_class("AC1", "token")
    with pytest.raises(mycpaas.InvalidArgumentError, match="a whole number from 1 to 600 is allowed"):
        settle(client.calls.create(**CREATE, timeout="60"))
    with pytest.raises(mycpaas.InvalidArgumentError, match="a whole number from 0 is allowed"):
        client.calls.list(page="0")


def test_a_list_reads_its_arguments_once(serve: Serve) -> None:
    """What can be read once only holds for every time that the list is iterated over."""
    server = serve(answer(200, {"calls": [], "next_page_uri": None}))
    calls = server.client().calls.list(extra=iter([("A", "1")]), headers=iter([("X-A", "2")]))
    assert list(calls) == list(calls) == []
    first, second = server.received()
    assert first["path"].endswith("/Calls.json?A=1")
    assert (first["path"], first["headers"]) == (second["path"], second["headers"])
    assert ["x-a", "2"] in first["headers"]


def test_what_is_equivalent_is_taken(client_class: AnyClient, serve: Serve) -> None:
    """Words as members or texts, one or many; days as days, times or texts; numbers as numbers are."""
    server = serve()
    client: Any = client_class(**server.settings)
    answered, completed = mycpaas.CallEvent.ANSWERED, mycpaas.CallEvent.COMPLETED
    several = [answered, completed], ("answered", "completed"), iter(["answered", "completed"])
    for words in (answered, "answered", *several):
        settle(client.calls.create(**CREATE, status_callback="https://x/", status_callback_event=words))
    for number in (Decimal("0.5"), 0.5, "0.5"):
        settle(client.calls.create(**CREATE, max_price_per_minute=number))
    bodies = [request["body"].split("voice.xml&")[1] for request in server.received()]
    event = "StatusCallback=https%3A%2F%2Fx%2F&StatusCallbackEvent=answered"
    assert bodies == [event] * 2 + [f"{event}+completed"] * 3 + ["MaxPricePerMinute=0.5"] * 3


def test_days_and_times_are_taken(serve: Serve) -> None:
    server = serve()
    calls = server.client().calls
    east = timezone(timedelta(hours=2))
    for day in (date(2026, 1, 31), "2026-01-31", datetime(2026, 1, 31, 12, 30, 15, 999, tzinfo=east)):
        with pytest.raises(mycpaas.DecodeError):
            calls.list(start_time=day).first_page()
    assert [path.split("?")[1] for path in server.paths()] == [
        "StartTime=2026-01-31",
        "StartTime=2026-01-31",
        "StartTime=2026-01-31T10%3A30%3A15Z",
    ]
    with pytest.raises(mycpaas.InvalidArgumentError, match="its time zone is missing") as caught:
        calls.list(start_time=datetime(2026, 1, 31))  # noqa: DTZ001 - that is what is wrong with it
    assert caught.value.parameter == "start_time"


def test_a_text_that_fails_to_show_itself_is_read_all_the_same(client_class: AnyClient, serve: Serve) -> None:
    client: Any = client_class(**serve().settings)
    assert settle(client.calls.fetch(HostileText("CA1"))).sid
