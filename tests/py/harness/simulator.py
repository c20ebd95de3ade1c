"""The simulator, in a child process."""

from __future__ import annotations

import base64
import json
import subprocess
import urllib.parse
import urllib.request
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


class Simulator:
    """The program, and what it says of itself."""

    def __init__(self, program: Path, *options: str) -> None:
        self._process = subprocess.Popen([program, *options], stdout=subprocess.PIPE, encoding="utf-8")
        assert self._process.stdout is not None
        lines = [self._process.stdout.readline() for _ in range(3)]
        self.environment = dict(line.strip().replace("export ", "").split("=", 1) for line in lines)
        names = {name: name.replace("MYCPAAS_", "").lower() for name in self.environment}
        self.settings: dict[str, Any] = {names[name]: value for name, value in self.environment.items()}

    def control(self, method: str, path: str) -> Any:
        """Asks one of the endpoints that steer the simulator."""
        root = self.settings["base_url"].split("/api/")[0]
        headers = {"Accept": "application/json"}
        return ask(urllib.request.Request(f"{root}/simulator{path}", headers=headers, method=method))

    def place(self, **parameters: str) -> str:
        """Places a call, as the API is asked to, and returns its SID."""
        account, token = self.settings["account_sid"], self.settings["auth_token"]
        credentials = base64.b64encode(f"{account}:{token}".encode()).decode()
        url = f"{self.settings['base_url']}/Accounts/{account}/Calls.json"
        form = urllib.parse.urlencode(parameters).encode()
        headers = {"Authorization": f"Basic {credentials}"}
        sid: str = ask(urllib.request.Request(url, form, headers))["sid"]
        return sid

    def transcript(self, sid: str) -> Any:
        """Waits for the end of a call, and returns what happened."""
        return self.control("GET", f"/calls/{sid}/transcript?wait=true")

    def total(self) -> int:
        """How many requests have arrived."""
        received: int = self.control("GET", "")["requests_received"]
        return received

    def close(self) -> None:
        """Ends the program."""
        self._process.terminate()
        self._process.communicate(timeout=10)


def ask(request: urllib.request.Request) -> Any:
    """Sends a request, and returns the JSON of the answer, if there is any."""
    with urllib.request.urlopen(request, timeout=60) as reply:
        text = reply.read()
    return json.loads(text) if text else None
