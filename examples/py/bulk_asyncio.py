"""Calls many numbers with asyncio, a few at a time, and says what became of each.

    python bulk_asyncio.py                         # 200 numbers, on a simulator in this process
    python bulk_asyncio.py numbers.txt             # those in a file, one a line

With `MYCPAAS_ACCOUNT_SID` and `MYCPAAS_AUTH_TOKEN` in the environment it places real calls, from `FROM` to
the numbers in the file, with the document at `URL`.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import mycpaas
from mycpaas.testing import Callee, Fault, Simulator

if TYPE_CHECKING:
    from collections.abc import Sequence

AT_ONCE = 20


async def place_all(
    client: mycpaas.AsyncClient, numbers: Sequence[str], from_: str, url: str
) -> Counter[str]:
    """Calls every number once, and counts how the calls ended."""
    turn = asyncio.Semaphore(AT_ONCE)

    async def place(to: str) -> str:
        async with turn:
            try:
                call = await client.calls.create(to=to, from_=from_, url=url)
                return str((await client.calls.wait(call.sid)).status)
            except mycpaas.MycpaasError as error:
                # A call that may exist is not placed again: somebody looks for it first.
                outcome = "may be ringing" if error.may_have_been_placed else "was not placed"
                print(f"{to} {outcome}: {error.message}")
                return outcome

    return Counter(await asyncio.gather(*map(place, numbers)))


async def simulate(numbers: Sequence[str]) -> Counter[str]:
    """Calls the numbers on a simulator, where every tenth is busy and some requests go wrong."""
    callees = {number: Callee.busy() for number in numbers[::10]}
    async with Simulator(callees=callees, default_callee=Callee.no_answer()) as simulator:
        simulator.inject(Fault.answer(429, headers={"Retry-After": "0"}, method="POST"), times=2)
        simulator.inject(Fault.close_instead_of_answering(method="POST"))
        async with simulator.async_client() as client:
            outcomes = await place_all(client, numbers, "+491098765432", "https://example.com/voice.xml")
        print(f"The API received {len(simulator.received('POST', '/Calls.json'))} requests to place a call.")
        return outcomes


async def main() -> None:
    """Calls the numbers, and prints what became of them."""
    files = [Path(name) for name in sys.argv[1:]]
    numbers = [line.strip() for file in files for line in file.read_text().splitlines() if line.strip()]
    if "MYCPAAS_ACCOUNT_SID" in os.environ:
        if not numbers:
            sys.exit("Name a file with numbers.")
        async with mycpaas.AsyncClient() as client:
            outcomes = await place_all(client, numbers, os.environ["FROM"], os.environ["URL"])
    else:
        outcomes = await simulate(numbers or [f"+4912345{number:05}" for number in range(200)])
    for outcome, count in outcomes.most_common():
        print(f"{count:5} {outcome}")


if __name__ == "__main__":
    asyncio.run(main())
