"""What the vectors name, in Python's words: settings, operations, and what comes back."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import mycpaas
from harness.vectors import SETTINGS, filled

from support.fault_server import CREATE
from support.run import settle

if TYPE_CHECKING:
    from harness.fault_server import Server
    from harness.vectors import Case

RENAMED = {"from": "from_"}


def perform(case: Case, client_class: Any, server: Server) -> Any:
    """Makes the client and does what the case says."""
    settings = {name: filled(value, server) for name, value in {**SETTINGS, **case.client}.items()}
    client = client_class(**options(settings))
    if case.options:
        client = client.with_options(**options(case.options))
    arguments = {RENAMED.get(name, name): value for name, value in case.arguments.items()}
    return OPERATIONS[case.operation](client, **arguments)


def options(given: dict[str, Any]) -> dict[str, Any]:
    """Options of a client or a request, in which a way to repeat is an object of its own."""
    taken = dict(given)
    if "retry" in taken:
        retry = taken.pop("retry")
        taken["retries"] = 0 if retry == "off" else mycpaas.RetryPolicy(**retry)
    return taken


def listed(client: Any, **arguments: Any) -> Any:
    return settle(iter_or_self(client.calls.list(**arguments)))


def iter_or_self(calls: Any) -> Any:
    return calls if hasattr(calls, "__aiter__") else iter(calls)


def first_page(client: Any, **arguments: Any) -> Any:
    return settle(client.calls.list(**arguments).first_page())


OPERATIONS: dict[str, Any] = {
    "client": lambda _: None,
    "create": lambda client, **given: settle(client.calls.create(**{**CREATE, **given})),
    "list": listed,
    "first_page": first_page,
    "request": lambda client, **given: settle(client.request(**given)),
    **{
        name: lambda client, _name=name, **given: settle(getattr(client.calls, _name)(**given))
        for name in ("fetch", "update", "hang_up", "cancel", "redirect", "wait", "delete")
    },
}


def plain(result: Any, expected: Any) -> Any:
    """A result as a vector writes it; of a call only the fields that it names."""
    if result is None:
        return {}
    if isinstance(result, mycpaas.Response):
        return {"body": result.text}
    if isinstance(result, list):
        return calls(result, expected)
    if hasattr(result, "items") and hasattr(result, "cursor"):
        return {"calls": calls(result.items, expected["calls"]), "cursor": result.cursor}
    return {name: plain_field(result, name) for name in expected}


def calls(found: Any, expected: list[dict[str, Any]]) -> list[Any]:
    """Calls as a vector writes them. One too many, or too few, shows."""
    missing: list[dict[str, Any]] = [{}] * len(found)
    return [plain(call, each) for call, each in zip(found, [*expected, *missing])]


def plain_field(call: mycpaas.Call, name: str) -> Any:
    value = getattr(call, RENAMED.get(name, name))
    raw = getattr(call, f"{name}_raw", None)
    if raw is not None:
        return {"raw": raw, "unix": None if value is None else int(value.timestamp())}
    assert not isinstance(value, datetime)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return seconds(value) if isinstance(value, timedelta) else value


def seconds(span: timedelta | None) -> float | None:
    return None if span is None else span.total_seconds()


def plain_metadata(metadata: mycpaas.Metadata, expected: dict[str, Any]) -> dict[str, Any]:
    """What the vector names of how an answer came."""
    found = {name: getattr(metadata, name) for name in expected}
    if "headers" in found:
        found["headers"] = {name: metadata.header(name) for name in expected["headers"]}
    return found


def plain_error(error: mycpaas.MycpaasError) -> dict[str, Any]:
    """An error as a vector writes it."""
    renamed = {name: named for named, name in RENAMED.items()}
    return {
        "kind": error.kind,
        "delivery": error.delivery,
        "attempts": error.attempts,
        "may_have_been_placed": error.may_have_been_placed,
        "is_retryable": error.is_retryable,
        "http_status": error.http_status,
        "api_code": error.code,
        "more_info": error.more_info,
        "request_id": error.request_id,
        "retry_after": seconds(error.retry_after),
        "parameter": renamed.get(error.parameter or "", error.parameter),
    }
