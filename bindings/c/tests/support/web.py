"""A web application in C, in a child process, and requests to it."""

from __future__ import annotations

import base64
import hmac
import http.client
import signal
import subprocess
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

KEY = "the signing key of the project"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def signed(url: str, body: bytes = b"") -> dict[str, str]:
    """Returns the headers of a form that is signed as SignalWire and Twilio sign it."""
    fields = sorted(parse_qsl(body.decode(), keep_blank_values=True))
    text = url + "".join(name + value for name, value in fields)
    signature = base64.b64encode(hmac.digest(KEY.encode(), text.encode(), "sha1"))
    return {**FORM, "X-SignalWire-Signature": signature.decode()}


class Web:
    """The program, which says first where it listens."""

    def __init__(self, command: list[str], environment: Mapping[str, str]) -> None:
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(
            [*command, "0"], stdout=pipe, stderr=pipe, env=environment, encoding="utf-8"
        )
        assert self._process.stdout is not None
        self.url = self._process.stdout.readline().strip().rpartition(" ")[2]

    def send(
        self, path: str, body: bytes | Iterable[bytes], headers: Mapping[str, str], method: str = "POST"
    ) -> tuple[int, str]:
        """Sends a request, and returns the status and the text of its answer."""
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=60)
        try:
            chunked = not isinstance(body, bytes)
            connection.request(method, path, body, dict(headers), encode_chunked=chunked)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def genuine(self, path: str, body: bytes, method: str = "POST") -> tuple[int, str]:
        """Sends a request that is signed."""
        return self.send(path, body, signed(self.url + path, body), method)

    def end(self) -> tuple[list[str], list[str]]:
        """Lets it end, which has to be in time and well, and returns what it printed and what it logged."""
        self._process.send_signal(signal.SIGTERM)
        output, errors = self._process.communicate(timeout=60)
        assert self._process.returncode == 0, f"{self._process.returncode}: {errors}"
        return output.splitlines(), errors.splitlines()

    def failure(self) -> str:
        """Waits until it gives up by itself, and returns what it logged."""
        _, errors = self._process.communicate(timeout=60)
        assert self._process.returncode == 1, f"{self._process.returncode}: {errors}"
        return errors

    def close(self) -> None:
        """Ends it, if it has not ended."""
        self._process.kill()
        self._process.communicate()
