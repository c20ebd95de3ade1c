"""What comes back: typed, immutable, comparable, and as it was after a pickle or a copy."""

from __future__ import annotations

import copy
import json
import pickle
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import mycpaas
import pytest
from mycpaas import laml, testing
from support.fault_server import CREATE, answer
from support.run import settle

if TYPE_CHECKING:
    from conftest import AnyClient, Serve

FIELDS = {
    "sid": "CA1",
    "to": "+491234567890",
    "from": "+491098765432",
    "status": "in-progress",
    "direction": "outbound-api",
    "date_created": "Tue, 31 Mar 2026 20:29:58 +0200",
    "start_time": "the day before yesterday",
    "duration": "15",
    "price": "-0.03000",
    "queue_time": 1500,
    "subresource_uris": {"recordings": "/x"},
    "colour": {"of": ["the", 9007199254740993, 1.5, None]},
}
COPIES = [
    *(lambda value, protocol=protocol: pickle.loads(pickle.dumps(value, protocol)) for protocol in range(6)),
    copy.copy,
    copy.deepcopy,
]


@pytest.fixture
def call(client_class: AnyClient, serve: Serve) -> mycpaas.Call:
    client = client_class(**serve(answer(201, FIELDS, **{"X-Request-Id": "RQ1"})).settings)
    made: mycpaas.Call = settle(client.calls.create(**CREATE))
    return made


def test_fields_have_types(call: mycpaas.Call) -> None:
    assert (call.sid, call.to, call.from_) == ("CA1", "+491234567890", "+491098765432")
    assert call.status is mycpaas.CallStatus.IN_PROGRESS
    assert (call.status, str(call.status)) == ("in-progress", "in-progress")
    assert call.direction is mycpaas.CallDirection.OUTBOUND_API
    assert call.date_created == datetime(2026, 3, 31, 18, 29, 58, tzinfo=timezone.utc)
    assert call.date_created.utcoffset() == timedelta(0)
    assert call.date_created_raw == FIELDS["date_created"]
    assert (call.start_time, call.start_time_raw) == (None, "the day before yesterday")
    assert (call.end_time, call.end_time_raw) == (None, None)
    assert (call.duration, call.queue_time) == (timedelta(seconds=15), timedelta(seconds=1.5))
    assert isinstance(call.price, Decimal)
    assert (call.price, str(call.price)) == (Decimal("-0.03"), "-0.03000")
    assert call.subresource_uris == {"recordings": "/x"}
    assert call.extra == {"colour": FIELDS["colour"]}
    assert call.metadata is not None
    assert (call.metadata.http_status, call.metadata.attempts) == (201, 1)
    assert (call.metadata.request_id, call.metadata.header("x-REQUEST-id")) == ("RQ1", "RQ1")
    assert call.metadata.elapsed > timedelta(0)


def test_a_word_that_nobody_knows_is_plain_text() -> None:
    call = mycpaas.Call.from_dict({"sid": "CA1", "status": "on-hold", "direction": "sideways"})
    assert (call.status, type(call.status)) == ("on-hold", str)
    assert (call.direction, type(call.direction)) == ("sideways", str)


def test_a_year_that_python_does_not_have_is_still_there_as_text() -> None:
    raw = "9999-12-31T23:59:59-23:00"
    call = mycpaas.Call.from_dict({"sid": "CA1", "date_created": raw})
    assert (call.date_created, call.date_created_raw) == (None, raw)


@pytest.mark.parametrize("again", COPIES)
def test_a_call_survives_copies(call: mycpaas.Call, again: Any) -> None:
    other = again(call)
    assert other == call
    assert hash(other) == hash(call)
    assert other.metadata == call.metadata
    assert repr(other) == repr(call)
    assert other.to_dict() == call.to_dict()


def test_a_call_goes_through_dicts_and_texts(call: mycpaas.Call) -> None:
    assert mycpaas.Call.from_dict(call.to_dict()) == call
    assert mycpaas.Call.from_json(json.dumps(FIELDS)) == call
    assert mycpaas.Call.from_json(call.to_json()) == call
    assert call.to_dict()["colour"] == FIELDS["colour"]
    assert call.to_dict()["from"] == FIELDS["from"]


def test_calls_are_equal_where_every_field_is(call: mycpaas.Call) -> None:
    assert call != mycpaas.Call.from_dict({**FIELDS, "status": "completed"})
    assert call != mycpaas.Call.from_dict({**FIELDS, "colour": "red"})
    assert call != FIELDS
    assert call != "CA1"
    assert len({call, mycpaas.Call.from_dict(FIELDS), mycpaas.Call.from_dict({"sid": "CA2"})}) == 2


def test_values_cannot_be_changed(call: mycpaas.Call) -> None:
    for value, name in ((call, "status"), (call, "new"), (call.metadata, "attempts"), (call.metadata, "new")):
        with pytest.raises(AttributeError):
            setattr(value, name, "changed")
    with pytest.raises(AttributeError):
        del call.sid
    call.extra["colour"] = "red"
    assert call.extra == {"colour": FIELDS["colour"]}


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"sid": null}', "{}", "[" * 100_000])
def test_what_is_no_call_is_refused(text: str) -> None:
    with pytest.raises(mycpaas.DecodeError, match="not a call"):
        mycpaas.Call.from_json(text)


@pytest.mark.parametrize("fields", [None, [], {"sid": object()}, {"sid": float("nan")}, {1: {2}}, "{}"])
def test_what_cannot_be_written_as_a_call_is_refused(fields: Any) -> None:
    with pytest.raises((mycpaas.DecodeError, mycpaas.InvalidArgumentError)) as caught:
        mycpaas.Call.from_dict(fields)
    assert caught.value.parameter == ("fields" if isinstance(caught.value, ValueError) else None)


@pytest.mark.parametrize("again", COPIES[2:])
def test_a_retry_policy_survives_copies(again: Any) -> None:
    policy = mycpaas.RetryPolicy(5, base_delay=0.5, max_delay=timedelta(seconds=2), max_retry_after=1)
    other = again(policy)
    assert other == policy
    assert hash(other) == hash(policy)
    assert (other.max_retries, other.max_delay) == (5, timedelta(seconds=2))
    assert other != mycpaas.RetryPolicy()


def test_a_response_reads_its_body(client_class: AnyClient, serve: Serve) -> None:
    client = client_class(**serve(answer(200, {"ü": [1, 2]})).settings)
    response = settle(client.request("GET", "Calls/CA1/Recordings.json"))
    assert response.json() == {"ü": [1, 2]}
    assert json.loads(response.content) == json.loads(response.text) == {"ü": [1, 2]}
    assert (response.http_status, response.metadata.header("content-type")) == (200, "application/json")
    assert "bytes" in repr(response)
    for again in COPIES:
        other = again(response)
        assert (other, hash(other), other.json(), repr(other)) == (
            response,
            hash(response),
            response.json(),
            repr(response),
        )
        assert other.metadata == response.metadata
    assert response != settle(client.request("GET", "Calls/CA1/Recordings.json"))


@pytest.mark.parametrize("body", ["", "{", "<html>", "[1] 2", "nul", "[" * 100_000])
def test_a_body_that_is_no_json_is_a_decode_error(client_class: AnyClient, serve: Serve, body: str) -> None:
    response = settle(client_class(**serve(answer(200, body)).settings).request("GET", "x"))
    with pytest.raises(mycpaas.DecodeError, match="no JSON") as caught:
        response.json()
    assert caught.value.__cause__ is not None


def test_a_name_that_is_no_text_is_refused(call: mycpaas.Call) -> None:
    assert call.metadata is not None
    asked: list[tuple[Any, str]] = [
        (call.metadata.header, "name"),
        (mycpaas.Call.from_json, "text"),
        (laml.Comment, "text"),
        (laml.Say().get, "name"),
        (laml.Say().unset, "name"),
        (lambda value: laml.Say.parse("<Say/>", max_size=value), "max_size"),
    ]
    for ask, name in asked:
        with pytest.raises(mycpaas.InvalidArgumentError) as caught:
            ask([])
        assert caught.value.parameter == name


def test_an_element_of_ones_own_class_keeps_what_it_has_set() -> None:
    class Own(laml.Say):
        heard_by: list[str]

    own = Own("Hi.", voice="man")
    own.heard_by = ["Ann"]
    shallow, deep = copy.copy(own), copy.deepcopy(own)
    for other in (shallow, deep):
        assert (type(other), other, other.heard_by) == (Own, own, ["Ann"])
    assert shallow.heard_by is own.heard_by
    assert deep.heard_by is not own.heard_by
    state = own.__reduce__()[2]
    assert state == {"heard_by": ["Ann"]}
    assert copy.copy(laml.Say("Hi.")) == pickle.loads(pickle.dumps(laml.Say("Hi."))) == laml.Say("Hi.")


def test_what_was_found_is_pickled() -> None:
    found = laml.check_document("<Response><Say lop='1'/><Hangup/><Say>late</Say></Response>")
    assert len(found) > 1
    assert pickle.loads(pickle.dumps(found)) == copy.deepcopy(found) == found


def test_whoever_asks_for_help_gets_it() -> None:
    natives = [mycpaas.Call, mycpaas.Metadata, mycpaas.Response, mycpaas.RetryPolicy, laml.Finding]
    natives += [laml.Element, testing.Transcript, testing.Step, testing.Callee, testing.Fault]
    for native in natives:
        silent = [name for name, value in vars(native).items() if name[0] != "_" and not value.__doc__]
        assert silent == [], native


def test_words_are_texts() -> None:
    for word in (*mycpaas.CallStatus, *mycpaas.CallEvent, *mycpaas.HttpMethod, *mycpaas.Delivery):
        assert word == word.value == str(word) == f"{word}"
        assert type(word)(word.value) is word
        assert pickle.loads(pickle.dumps(word)) is word
