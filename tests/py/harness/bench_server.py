"""Answers every request with the same call, as fast as Python can. Prints its address."""

from __future__ import annotations

import asyncio
import json

ACCOUNT = "AC00000000000000000000000000000001"
SID = "CA00000000000000000000000000000001"
CALL = json.dumps(
    {
        "sid": SID,
        "account_sid": ACCOUNT,
        "to": "+491234567890",
        "to_formatted": "+49 123 4567890",
        "from": "+491098765432",
        "from_formatted": "+49 109 8765432",
        "phone_number_sid": "PN00000000000000000000000000000001",
        "parent_call_sid": None,
        "status": "queued",
        "direction": "outbound-api",
        "date_created": "Fri, 21 Sep 2018 10:00:00 +0000",
        "date_updated": "Fri, 21 Sep 2018 10:00:00 +0000",
        "start_time": None,
        "end_time": None,
        "duration": None,
        "price": None,
        "price_unit": "USD",
        "answered_by": None,
        "api_version": "2010-04-01",
        "forwarded_from": None,
        "caller_name": None,
        "group_sid": None,
        "queue_time": "0",
        "trunk_sid": None,
        "annotation": None,
        "uri": f"/api/laml/2010-04-01/Accounts/{ACCOUNT}/Calls/{SID}.json",
        "subresource_uris": {"recordings": f"/api/laml/2010-04-01/Accounts/{ACCOUNT}/Calls/{SID}/Recordings"},
    }
).encode()
ANSWER = (
    b"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(CALL)
) + CALL


class Answering(asyncio.Protocol):
    """Looks for the end of each request's form, and answers."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.buffer = b""

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while True:
            head, found, rest = self.buffer.partition(b"\r\n\r\n")
            if not found:
                return
            lowered = head.lower()
            start = lowered.find(b"content-length:")
            length = int(lowered[start + 15 :].split(b"\r\n", 1)[0]) if start >= 0 else 0
            if len(rest) < length:
                return
            self.buffer = rest[length:]
            assert isinstance(self.transport, asyncio.Transport)
            self.transport.write(ANSWER)


async def serve() -> None:
    server = await asyncio.get_running_loop().create_server(Answering, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    print(f"http://127.0.0.1:{port}", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve())
