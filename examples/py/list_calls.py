"""Lists the last calls of the account, and handles what can go wrong.

    python list_calls.py

Without credentials in the environment it lists calls that it has placed on a simulator in this process.
"""

from __future__ import annotations

import os

import mycpaas
from mycpaas.testing import Callee, Simulator


def main() -> None:
    """Lists the calls of the account, or of a simulator."""
    if "MYCPAAS_ACCOUNT_SID" in os.environ:
        show(mycpaas.Client())
        return
    # Nobody answers, so no document is ever asked for.
    with Simulator(default_callee=Callee.busy()) as simulator:
        client = simulator.client()
        for number in range(5):
            to = f"+4912345678{number:02}"
            client.calls.create(to=to, from_="+491098765432", url="https://example.com/voice.xml")
        show(client)


def show(client: mycpaas.Client) -> None:
    """Prints the last twenty calls, which are fetched two at a time."""
    for call in client.calls.list(page_size=2, limit=20):
        print(f"{call.sid}  {call.status or '?':12}  {call.to or '?'}")
    try:
        call = client.calls.fetch("CA00000000000000000000000000000000")
    except mycpaas.NotFoundError as error:
        print(f"As expected: {error}")
    else:
        print(f"There is a call {call.sid}.")


if __name__ == "__main__":
    main()
