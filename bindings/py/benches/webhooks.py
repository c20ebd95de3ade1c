"""What webhooks cost: checking a signature, reading, and tracking a million statuses, in one run.

    taskset -c 1 python benches/webhooks.py

The contenders take turns, and the median of the CPU time for each request is printed. twilio's validator is
left out where it is not installed.
"""

from __future__ import annotations

import gc
import resource
import statistics
import sys
import time
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from mycpaas.webhooks import CallTracker, SignatureValidator, StatusEvent, parse

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 40
SECONDS_A_ROUND = 0.02
EVENTS = 1_000_000

KEY = "12345678901234567890123456789012"
URL = "https://example.com/voice/status?tenant=7"
FIELDS = {
    "CallSid": "CA0123456789abcdef0123456789abcdef",
    "AccountSid": "AC0123456789abcdef0123456789abcdef",
    "From": "+491098765432",
    "To": "+491234567890",
    "CallStatus": "completed",
    "ApiVersion": "2010-04-01",
    "Direction": "outbound-api",
    "ForwardedFrom": "",
    "CallerName": "Ann Söhne",
    "Caller": "+491098765432",
    "Called": "+491234567890",
    "CallerCountry": "DE",
    "CalledCountry": "DE",
    "Timestamp": "Sat, 31 Jan 2026 10:00:00 +0000",
    "SequenceNumber": "3",
    "CallbackSource": "call-progress-events",
    "CallDuration": "42",
    "Duration": "1",
}
BODY = urlencode(FIELDS).encode()
VALIDATOR = SignatureValidator(KEY)
FORM = "application/x-www-form-urlencoded"
HEADERS = {
    "Host": "example.com",
    "User-Agent": "TwilioProxy/1.1",
    "Content-Type": FORM,
    "Content-Length": str(len(BODY)),
    "Accept": "*/*",
}
HEADERS |= VALIDATOR.sign("POST", URL, HEADERS, BODY).headers


def mycpaas_signature() -> bool:
    return bool(VALIDATOR.validate("POST", URL, HEADERS, BODY))


def mycpaas_reading() -> bool:
    event = parse(BODY, FORM, kind=StatusEvent)
    return event.call_sid is not None and event.call_status == "completed"


def parse_qsl_reading() -> bool:
    fields = dict(parse_qsl(BODY.decode(), keep_blank_values=True))
    return fields["CallStatus"] == "completed"


def contenders() -> dict[str, Callable[[], bool]]:
    found = {
        "signature: mycpaas": mycpaas_signature,
        "reading: mycpaas": mycpaas_reading,
        "reading: parse_qsl": parse_qsl_reading,
    }
    try:
        from twilio.request_validator import RequestValidator
    except ImportError:
        return found
    peer, signature = RequestValidator(KEY), HEADERS["X-Twilio-Signature"]
    return {**found, "signature: twilio": lambda: bool(peer.validate(URL, FIELDS, signature))}


def measure(check: Callable[[], bool]) -> float:
    """Returns the time that one request takes, in microseconds."""
    count, begin = 0, time.process_time()
    while time.process_time() - begin < SECONDS_A_ROUND:
        for _ in range(20):
            check()
        count += 20
    return (time.process_time() - begin) / count * 1e6


def peak() -> float:
    """The most memory that was ever used, in MiB."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / 1024 / (1024 if sys.platform == "darwin" else 1)


def track() -> None:
    """Tells a tracker of 250,000 calls, four statuses each."""
    tracker, ended, memory = CallTracker(), 0, []
    begin = time.process_time()
    for number in range(EVENTS // 4):
        for place, status in enumerate(("initiated", "ringing", "in-progress", "completed")):
            event = StatusEvent(
                (("CallSid", f"CA{number}"), ("CallStatus", status), ("SequenceNumber", str(place)))
            )
            recorded = tracker.record(event)
            ended += recorded is not None and recorded.ended
        if number * 4 % (EVENTS // 4) == 0:
            memory.append(peak())
    took = (time.process_time() - begin) / EVENTS * 1e6
    memory.append(peak())
    shown = ", ".join(f"{used:.1f}" for used in memory)
    print(
        f"{'tracker: mycpaas':24} {took:8.2f} µs an event; {ended} ended, {len(tracker)} held; MiB: {shown}"
    )


def main() -> None:
    checks = contenders()
    assert all(check() for check in checks.values())
    gc.disable()
    rounds: dict[str, list[float]] = {name: [] for name in checks}
    for _ in range(ROUNDS):
        for name, check in checks.items():
            rounds[name].append(measure(check))
    for name, times in rounds.items():
        print(f"{name:24} {statistics.median(times):8.2f} µs")
    track()


if __name__ == "__main__":
    main()
