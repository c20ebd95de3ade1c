"""What one create costs the client, beside its peers, in one run.

    python benches/create.py [--calls 4000] [--rounds 5]

Every contender runs in a process of its own on one core, the server on another; rounds are interleaved, and
the median of the CPU time (user and system, all threads) for each call is printed. `signalwire` needs an old
`twilio`, and so an environment of its own: give its interpreter with `--signalwire`.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

SERVER = Path(__file__).parents[3] / "tests" / "py" / "harness" / "bench_server.py"
ACCOUNT = "AC00000000000000000000000000000001"
TOKEN = "token"
PATH = f"/api/laml/2010-04-01/Accounts/{ACCOUNT}/Calls.json"
TO, FROM, URL = "+491234567890", "+491098765432", "https://example.com/voice.xml"
FORM = {"To": TO, "From": FROM, "Url": URL}

Sync = Callable[[str], Callable[[], Any]]
Async = Callable[[str], Awaitable[Callable[[], Awaitable[Any]]]]


def mycpaas_sync(base: str) -> Callable[[], Any]:
    import mycpaas

    client = mycpaas.Client(ACCOUNT, TOKEN, base_url=f"{base}/api/laml/2010-04-01")
    return lambda: client.calls.create(to=TO, from_=FROM, url=URL).sid


def twilio_client(base: str, http: Any = None) -> Any:
    from twilio.rest import Client

    client = Client(ACCOUNT, TOKEN, http_client=http)
    client.api.base_url = base
    return client


def twilio_sync(base: str) -> Callable[[], Any]:
    client = twilio_client(base)
    return lambda: client.calls.create(to=TO, from_=FROM, url=URL).sid


def signalwire_sync(base: str) -> Callable[[], Any]:
    from signalwire.rest import Client

    client = Client(ACCOUNT, TOKEN, signalwire_space_url=base.removeprefix("http://"))
    client.api.base_url = base
    return lambda: client.calls.create(to=TO, from_=FROM, url=URL).sid


def requests_sync(base: str) -> Callable[[], Any]:
    import requests

    session = requests.Session()
    session.auth = (ACCOUNT, TOKEN)
    session.trust_env = False
    return lambda: session.post(base + PATH, data=FORM, timeout=30).json()["sid"]


def primp_sync(base: str) -> Callable[[], Any]:
    import primp

    client = primp.Client(auth=(ACCOUNT, TOKEN), timeout=30)
    return lambda: client.post(base + PATH, data=FORM).json()["sid"]


async def mycpaas_async(base: str) -> Callable[[], Awaitable[Any]]:
    import mycpaas

    client = mycpaas.AsyncClient(ACCOUNT, TOKEN, base_url=f"{base}/api/laml/2010-04-01")

    async def create() -> Any:
        return (await client.calls.create(to=TO, from_=FROM, url=URL)).sid

    return create


async def twilio_async(base: str) -> Callable[[], Awaitable[Any]]:
    from twilio.http.async_http_client import AsyncTwilioHttpClient

    client = twilio_client(base, AsyncTwilioHttpClient())

    async def create() -> Any:
        return (await client.calls.create_async(to=TO, from_=FROM, url=URL)).sid

    return create


async def aiohttp_async(base: str) -> Callable[[], Awaitable[Any]]:
    import aiohttp

    session = aiohttp.ClientSession(auth=aiohttp.BasicAuth(ACCOUNT, TOKEN))

    async def create() -> Any:
        async with session.post(base + PATH, data=FORM) as answer:
            return (await answer.json())["sid"]

    return create


async def primp_async(base: str) -> Callable[[], Awaitable[Any]]:
    import primp

    client = primp.AsyncClient(auth=(ACCOUNT, TOKEN), timeout=30)

    async def create() -> Any:
        answer = await client.post(base + PATH, data=FORM)
        return answer.json()["sid"]

    return create


SYNC: dict[str, Sync] = {
    "mycpaas": mycpaas_sync,
    "primp": primp_sync,
    "requests": requests_sync,
    "twilio": twilio_sync,
    "signalwire": signalwire_sync,
}
ASYNC: dict[str, Async] = {
    "mycpaas": mycpaas_async,
    "mycpaas, uvloop": mycpaas_async,
    "primp": primp_async,
    "aiohttp": aiohttp_async,
    "twilio": twilio_async,
}


def cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def measure_sync(name: str, base: str, calls: int) -> float:
    create = SYNC[name](base)
    for _ in range(50):
        create()
    before = cpu()
    for _ in range(calls):
        create()
    return (cpu() - before) / calls


def measure_async(name: str, base: str, calls: int, flight: int) -> float:
    import asyncio

    async def run() -> float:
        create = await ASYNC[name](base)

        async def worker(count: int) -> None:
            for _ in range(count):
                await create()

        await asyncio.gather(*(worker(4) for _ in range(flight)))
        before = cpu()
        await asyncio.gather(*(worker(calls // flight) for _ in range(flight)))
        return (cpu() - before) / (calls // flight * flight)

    if name.endswith("uvloop"):
        import uvloop

        return uvloop.run(run())
    return asyncio.run(run())


def contend(arguments: argparse.Namespace) -> None:
    name, base, calls, flight = arguments.contender, arguments.base, arguments.calls, arguments.flight
    seconds = measure_async(name, base, calls, flight) if flight else measure_sync(name, base, calls)
    print(json.dumps(seconds * 1e6))
    sys.stdout.flush()
    os._exit(0)


def pinned(core: int, python: str, *command: str) -> list[str]:
    return ["taskset", "-c", str(core), python, *command]


def compare(calls: int, rounds: int, signalwire: str | None) -> None:
    server = subprocess.Popen(pinned(0, sys.executable, str(SERVER)), stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    base = server.stdout.readline().strip()
    try:
        blocking = [name for name in SYNC if signalwire or name != "signalwire"]
        for flight, names in [(0, blocking), (1, list(ASYNC)), (32, list(ASYNC)), (256, list(ASYNC))]:
            found: dict[str, list[float]] = {name: [] for name in names}
            for _ in range(rounds):
                for name in names:
                    python = signalwire if signalwire and name == "signalwire" else sys.executable
                    found[name].append(one(python, name, base, calls, flight))
            report(flight, found)
    finally:
        server.kill()


def one(python: str, name: str, base: str, calls: int, flight: int) -> float:
    command = pinned(1, python, __file__, "--contender", name, "--base", base, "--calls", str(calls))
    done = subprocess.run([*command, "--flight", str(flight)], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        print(f"{name}: {done.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
        return float("nan")
    return float(done.stdout)


def report(flight: int, found: dict[str, list[float]]) -> None:
    title = f"asyncio, {flight} in flight" if flight else "blocking, one thread"
    print(f"\n{title}: microseconds of CPU a create")
    own = statistics.median(found["mycpaas"])
    for name, values in found.items():
        middle = statistics.median(values)
        spread = f"({min(values):.1f} to {max(values):.1f})"
        print(f"  {name:18} {middle:8.1f}   {middle / own:5.1f} times   {spread}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=4000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--signalwire", metavar="PYTHON")
    parser.add_argument("--contender", help=argparse.SUPPRESS)
    parser.add_argument("--base", help=argparse.SUPPRESS)
    parser.add_argument("--flight", type=int, default=0, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.contender:
        contend(given)
    else:
        compare(given.calls, given.rounds, given.signalwire)
