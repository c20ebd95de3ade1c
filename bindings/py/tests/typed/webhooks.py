"""What a user's program may say of webhooks, to a type checker. It is checked, not run."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

import mycpaas
from mycpaas import webhooks
from mycpaas.webhooks import CallTracker, Event, GatherEvent, SignatureValidator, SigningKey, StatusEvent


def read(body: bytes, content_type: str | None) -> str | None:
    try:
        event = webhooks.parse(body, content_type, max_size=4096, max_fields=100)
    except webhooks.WebhookError as error:
        print(mycpaas.WebhookError is type(error), error.message)
        raise
    if isinstance(event, GatherEvent):
        digits: str | None = event.digits
        confidence: Decimal | None = event.confidence
        return f"{digits} {confidence} {event.speech_result}"
    return event.call_sid


def read_known() -> None:
    status: StatusEvent = webhooks.parse("CallSid=CA1", kind=StatusEvent)
    when: datetime | None = status.timestamp
    number: int | None = status.sequence_number
    lasted: timedelta | None = status.call_duration
    named: Event = webhooks.parse("CallSid=CA1", kind="recording_status")
    query: GatherEvent = webhooks.parse_query("Digits=1", kind=GatherEvent)
    request: GatherEvent = webhooks.parse_request("GET", "/menu?Digits=1", kind=GatherEvent)
    made = GatherEvent({"Digits": "1"})
    pairs: tuple[tuple[str, str], ...] = made.fields
    print(
        when,
        number,
        lasted,
        named.kind,
        query.from_,
        request,
        pairs,
        made.get("Digits"),
        made.get_all("Digits"),
    )


def each_kind() -> list[type[Event]]:
    return [
        webhooks.ConferenceStatusEvent,
        webhooks.DialEvent,
        webhooks.DocumentEvent,
        webhooks.EnqueueEvent,
        webhooks.Event,
        webhooks.GatherPartialEvent,
        webhooks.MachineDetectionEvent,
        webhooks.OtherEvent,
        webhooks.PayEvent,
        webhooks.QueueEvent,
        webhooks.QueueWaitEvent,
        webhooks.RecordEvent,
        webhooks.RecordingStatusEvent,
        webhooks.ReferEvent,
        webhooks.SmsEvent,
        webhooks.StreamStatusEvent,
        webhooks.TranscriptionEvent,
        webhooks.VirtualAgentEvent,
    ]


def follow(client: mycpaas.Client, event: Event) -> mycpaas.Call:
    tracker = CallTracker(finished=10, finished_age=timedelta(hours=1), unfinished=100)
    recorded: webhooks.Recorded | None = tracker.record(event)
    if recorded and recorded.ended and recorded.change == "changed":
        call: webhooks.TrackedCall = recorded.call
        status: mycpaas.CallStatus | str = call.status
        print(status, call.is_final, call.answered, call.duration, len(tracker))
        tracker.forget(call.call_sid)
    known = tracker.get("CA1")
    return client.calls.wait(known.call_sid if known else "CA1", tracker=tracker)


async def await_end(client: mycpaas.AsyncClient, tracker: CallTracker) -> mycpaas.Call:
    return await client.calls.wait("CA1", until="in-progress", tracker=tracker)


def check(headers: dict[str, str], raw_headers: list[tuple[bytes, bytes]], body: bytes) -> bool:
    key = SigningKey("secret", name="shared")
    validator = SignatureValidator(
        "old", key, public_url="https://example.com", schemes=["body_hash"], hints=False
    )
    verdict: webhooks.Verdict = validator.validate("POST", "/status", headers, body)
    if not verdict:
        print(verdict, verdict.reason, verdict.hint, verdict.scheme)
    signature: webhooks.Signature = validator.sign("POST", "/status", headers, body, scheme="body_hash")
    again = validator.validate("POST", signature.url, raw_headers, body)
    return again.is_valid and bool(signature.headers) and bool(signature.value)
