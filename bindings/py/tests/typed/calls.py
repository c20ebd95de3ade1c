"""What a user's program may say of calls, to a type checker. It is checked, not run."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import mycpaas
from mycpaas import (
    AsyncCallList,
    AsyncClient,
    AsyncPage,
    Call,
    CallDirection,
    CallEvent,
    CallList,
    CallStatus,
    Client,
    HttpMethod,
    ListEncoding,
    MachineDetection,
    Metadata,
    Page,
    RecordingChannels,
    RecordingEvent,
    RecordingTrack,
    RecordingTrim,
    RequestOptions,
    Response,
    RetryPolicy,
)

VERSION: str = mycpaas.__version__


def clients() -> tuple[Client, AsyncClient]:
    policy = RetryPolicy(5, base_delay=0.1, max_delay=timedelta(seconds=2), max_retry_after=30)
    retries: tuple[int, timedelta, timedelta, timedelta] = (
        policy.max_retries,
        policy.base_delay,
        policy.max_delay,
        policy.max_retry_after,
    )
    del retries
    Client(retries=0, proxy=False, list_encoding="repeated")
    client = Client(
        "AC1",
        "token",
        base_url="https://example.com/api/laml/2010-04-01",
        allow_insecure_http=False,
        connect_timeout=1,
        read_timeout=2.5,
        total_timeout=timedelta(seconds=10),
        retries=policy,
        proxy="http://proxy:3128",
        extra_ca_certificates=["-----BEGIN CERTIFICATE-----", b"-----BEGIN CERTIFICATE-----"],
        user_agent_suffix="program/1.0",
        max_response_size=1_000_000,
        list_encoding=ListEncoding.SPACE_JOINED,
    )
    named: tuple[str, str] = (client.account_sid, client.base_url)
    del named
    return client, AsyncClient(account_sid="AC1", auth_token="token")


def blocking(client: Client) -> Iterator[Call]:
    options: RequestOptions = {"total_timeout": 3, "retries": 1, "headers": {"X-Trace": "1"}}
    with client.with_options(connect_timeout=1, read_timeout=1, account_sid="AC2") as other:
        call = other.calls.create(
            to="+491234567890",
            from_="+491098765432",
            url="https://example.com/voice.xml",
            method=HttpMethod.GET,
            status_callback="https://example.com/status",
            status_callback_event=[CallEvent.ANSWERED, "completed"],
            machine_detection=MachineDetection.ENABLE,
            recording_channels=RecordingChannels.DUAL,
            recording_track=RecordingTrack.BOTH,
            recording_status_callback_event=RecordingEvent.COMPLETED,
            trim=RecordingTrim.TRIM_SILENCE,
            max_price_per_minute=Decimal("0.05"),
            timeout=30,
            record=True,
            extra={"Tag": "a"},
            **options,
        )
    yield client.calls.fetch(call.sid, **options)
    yield client.calls.update(call.sid, status=CallStatus.COMPLETED, url=None)
    yield client.calls.hang_up(call.sid)
    yield client.calls.cancel(call.sid, total_timeout=timedelta(seconds=1))
    yield client.calls.redirect(call.sid, "https://example.com/other.xml")
    yield client.calls.wait(call.sid, until=["ringing", CallStatus.IN_PROGRESS], deadline=60)
    client.calls.delete(call.sid)
    found: CallList = client.calls.list(
        status="completed", direction=CallDirection.INBOUND, start_time_after=date(2026, 1, 31), limit=10
    )
    yield from found
    first: Page = found.first_page()
    following: Page | None = first.next()
    before: Page | None = first.previous()
    for page in found.pages():
        calls: tuple[Call, ...] = page.items
        cursor: str | None = page.cursor
        print(len(page), page[0], calls, page.metadata.http_status, following, before)
        yield from client.calls.list(resume=cursor)
    answer: Response = client.request("GET", "Calls.json", query=[("PageSize", "1")])
    body: tuple[bytes, str, int, Any, Metadata] = (
        answer.content,
        answer.text,
        answer.http_status,
        answer.json(),
        answer.metadata,
    )
    print(body)
    client.request("POST", "Messages.json", form={"To": "+491234567890"}, headers={"X-Trace": "1"})
    client.request("PUT", "Things.json", body=b"{}", content_type="application/json")
    client.close()


async def awaiting(client: AsyncClient) -> AsyncIterator[Call]:
    async with client.with_options(retries=RetryPolicy(max_retries=0)) as other:
        call = await other.calls.create(to="+491", from_="+492", url="https://example.com", record=False)
    yield await client.calls.fetch(call.sid)
    yield await client.calls.update(call.sid, url="https://example.com")
    yield await client.calls.hang_up(call.sid)
    yield await client.calls.cancel(call.sid)
    yield await client.calls.redirect(call.sid, "https://example.com")
    yield await client.calls.wait(call.sid, until="ringing", deadline=timedelta(minutes=1))
    await client.calls.delete(call.sid)
    found: AsyncCallList = client.calls.list(page_size=100)
    async for one in found:
        yield one
    first: AsyncPage = await found.first_page()
    following: AsyncPage | None = await first.next()
    before: AsyncPage | None = await first.previous()
    async for page in found.pages():
        print(len(page), page.items, following, before)
    answer = await client.request("GET", "Calls.json")
    print(answer.json())
    await client.close()


def fields(call: Call) -> None:
    sid: str = call.sid
    status: CallStatus | str | None = call.status
    price: Decimal | None = call.price
    started: datetime | None = call.start_time
    written: str | None = call.start_time_raw
    length: timedelta | None = call.duration
    extra: dict[str, Any] = call.extra
    links: dict[str, str | None] | None = call.subresource_uris
    again: Call = Call.from_dict(call.to_dict())
    same: bool = again == Call.from_json(call.to_json())
    print(sid, status, price, started, written, length, extra, links, same, hash(call))
    if call.metadata is not None:
        metadata: Metadata = call.metadata
        elapsed: timedelta = metadata.elapsed
        header: str | None = metadata.header("Content-Type")
        print(elapsed, header, metadata.headers, metadata.request_id, metadata.attempts)
