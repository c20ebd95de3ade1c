"""Runs every example, and every block of Python in the documentation."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING

import pytest
from mycpaas.testing import Callee, Simulator
from mycpaas.webhooks import SignatureValidator

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).parents[3]
EXAMPLES = ROOT / "examples" / "py"
LIMIT = 60
TO, FROM = "+491234567890", "+491098765432"
# The environment of a server.
SECURED = {"SIGNING_KEY": "the key", "PUBLIC_URL": "https://menu.example/"}
UNCHECKED = "SIGNING_KEY is not set"
HOURS = "Wir sind von neun bis siebzehn Uhr für Sie da."


def environment(more: Mapping[str, str]) -> dict[str, str]:
    """Returns the environment, without an account, and with no proxy between programs on this machine."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MYCPAAS_")}
    return {**kept, "NO_PROXY": "127.0.0.1", "PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "1", **more}


def run(*command: str, more: Mapping[str, str] | None = None, folder: Path = EXAMPLES) -> str:
    """Runs a program to its end, and returns what it printed."""
    done = execute(*command, more=more, folder=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def execute(
    *command: str, more: Mapping[str, str] | None = None, folder: Path = EXAMPLES
) -> subprocess.CompletedProcess[str]:
    """Runs a program to its end, however it ends."""
    return subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env=environment(more or {}),
        capture_output=True,
        encoding="utf-8",
        timeout=LIMIT,
        check=False,
    )


def test_every_example_is_tested() -> None:
    missing = [file.name for file in EXAMPLES.glob("*.py") if f"test_{file.stem}" not in globals()]
    assert not missing


def test_outbound_call(mycpaas_simulator: Simulator) -> None:
    shown = run("outbound_call.py")
    for expected in ("ringing", "Drücken Sie die Eins", "Danke, Ihr Termin ist bestätigt", "-> 200"):
        assert expected in shown
    assert "The callee pressed\n  1\n" in shown
    assert "completed after 7 s, price 0.003" in shown

    mycpaas_simulator.set_callee(TO, Callee.busy())
    call = {"TO": TO, "FROM": FROM, "URL": "https://example.com/voice.xml"}
    assert "It ended as busy" in run("outbound_call.py", more={**mycpaas_simulator.environment, **call})
    assert len(mycpaas_simulator.received("POST", "/Calls.json")) == 1


def test_list_calls(mycpaas_simulator: Simulator) -> None:
    shown = run("list_calls.py")
    assert shown.count("busy") == 5
    assert "error 20404" in shown
    assert "busy" not in run("list_calls.py", more=mycpaas_simulator.environment)
    assert mycpaas_simulator.received("GET", "/Calls.json")


def test_bulk_asyncio(tmp_path: Path) -> None:
    shown = run("bulk_asyncio.py")
    outcomes = {word: int(count) for count, word in re.findall(r"^ +(\d+) (.+)$", shown, re.MULTILINE)}
    assert sum(outcomes.values()) == 200
    assert (outcomes["may be ringing"], set(outcomes)) == (1, {"no-answer", "busy", "may be ringing"})
    # Two were refused with 429 and repeated; the one whose answer was lost was not.
    assert "received 202 requests to place a call" in shown

    numbers = tmp_path / "numbers.txt"
    numbers.write_text(f"{TO}\n", encoding="utf-8")
    assert "may be ringing" in run("bulk_asyncio.py", str(numbers))


def test_ivr_flask(mycpaas_simulator: Simulator) -> None:
    server = ("-m", "flask", "--app", "ivr_flask", "run", "--port", "0")
    check_menu("ivr_flask.py", server, mycpaas_simulator)


def test_ivr_fastapi(mycpaas_simulator: Simulator) -> None:
    server = ("-m", "uvicorn", "ivr_fastapi:app", "--port", "0")
    check_menu("ivr_fastapi.py", server, mycpaas_simulator)


def test_webhooks_flask() -> None:
    shown = run("webhooks_flask.py")
    reported = re.findall(r"The call is (.+)", shown)
    assert reported == ["initiated", "ringing", "in-progress", "completed, and over"]
    assert shown.count("Guten Tag!") == 2
    assert "A forged request was answered with 403." in shown


def check_menu(program: str, server: tuple[str, ...], simulator: Simulator) -> None:
    """Runs a menu on its own simulator, and then as it is served for real."""
    shown = run(program, more=SECURED)
    assert re.findall(r"presses +(\d)", shown) == ["9", "5", "1"]
    assert shown.count("Für die Öffnungszeiten drücken Sie die Eins.") == 3
    assert shown.count("Das habe ich nicht verstanden.") == 1
    assert shown.count(HOURS) == 1
    reported = re.findall(r"Call \w+ is ([\w-]+)\.", shown)
    assert reported == ["initiated", "ringing", "in-progress", "completed"]

    simulator.set_callee(TO, Callee(presses="1", hangs_up_after=60))
    with served(*server) as (web, said):
        run(program, more={**simulator.environment, "TO": TO, "FROM": FROM, "PUBLIC_URL": web})
        transcript = simulator.wait_for_end(simulator.calls[0].sid)
    assert transcript.pressed == ["1"]
    assert transcript.heard[-1] == HOURS
    assert [step.http_status for step in transcript.webhooks] == [200] * 4
    assert (transcript.findings, transcript.failure) == ([], None)
    assert UNCHECKED in said

    signature = SignatureValidator(SECURED["SIGNING_KEY"]).sign("POST", "https://menu.example/voice")
    with served(*server, more=SECURED) as (web, said):
        assert [post(f"{web}/voice", headers) for headers in ({}, signature.headers)] == [403, 200]
    assert UNCHECKED not in said
    check_key(server)


def check_key(server: tuple[str, ...]) -> None:
    """Starts a menu whose key is empty."""
    done = execute(*server, more={**SECURED, "SIGNING_KEY": ""})
    assert done.returncode != 0
    assert "ConfigurationError: signing_key" in done.stderr


def post(url: str, headers: Mapping[str, str]) -> int:
    """Posts nothing, and returns the status of the answer."""
    request = urllib.request.Request(url, b"", dict(headers))
    try:
        with urllib.request.urlopen(request, timeout=LIMIT) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


@contextmanager
def served(*command: str, more: Mapping[str, str] | None = None) -> Iterator[tuple[str, str]]:
    """Runs a server, and returns the address that it says it has, and what it said before."""
    with subprocess.Popen(
        [sys.executable, *command],
        cwd=EXAMPLES,
        env=environment(more or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        limit = Timer(LIMIT, process.kill)
        limit.start()
        try:
            assert process.stdout is not None
            said = ""
            while not (found := re.search(r"http://127\.0\.0\.1:\d+", said)):
                line = process.stdout.readline()
                assert line, said
                said += line
            yield found[0], said
        finally:
            limit.cancel()
            process.kill()


def blocks() -> Iterator[object]:
    """Finds the blocks of Python in the documentation."""
    documents = [ROOT / "README.md", ROOT / "bindings/py/README.md", *sorted((ROOT / "docs").glob("*.md"))]
    for document in documents:
        text = document.read_text(encoding="utf-8")
        for number, block in enumerate(
            re.findall(r"^```python\n(.*?)^```", text, re.DOTALL | re.MULTILINE), 1
        ):
            yield pytest.param(block, id=f"{document.relative_to(ROOT)}-{number}")


@pytest.mark.parametrize("block", list(blocks()))
def test_documentation(block: str, tmp_path: Path, mycpaas_simulator: Simulator) -> None:
    """A block is a whole program, or a test; nobody answers, so that no document is asked for."""
    mycpaas_simulator.set_default_callee("busy")
    file = tmp_path / "test_block.py"
    file.write_text(block, encoding="utf-8")
    is_test = "def test_" in block
    arguments = ("-m", "pytest", "-p", "no:cacheprovider", str(file)) if is_test else (str(file),)
    shown = run(*arguments, more=mycpaas_simulator.environment, folder=tmp_path)
    assert "passed" in shown or not is_test
