"""What data cannot say of webhooks: threads, mistakes that are kept, and waits that learn from a tracker."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from harness.fault_server import CALL, answer

if TYPE_CHECKING:
    from conftest import Run, Serve, Start

RINGING, COMPLETED = (answer(200, {**CALL, "status": status}) for status in ("ringing", "completed"))


@pytest.mark.parametrize("name", ["webhooks", "webhook_threads"])
def test_programs(name: str, run: Run) -> None:
    assert not run(name)


@pytest.mark.parametrize("form", ["blocking", "async"])
def test_a_wait_with_a_tracker_hardly_asks(form: str, start: Start, serve: Serve) -> None:
    """It asks when it begins and when it hears of the end, while others that hear nothing ask on and on."""
    heard = serve(RINGING, COMPLETED)
    silent = serve(RINGING, RINGING, COMPLETED, RINGING, RINGING, RINGING, COMPLETED)
    program = start("webhook_waits", heard, form, silent.base_url)
    assert program.line() == "asked once"
    heard.wait(requests=1)
    assert (len(heard.received()), len(silent.received())) == (1, 3)
    program.say()
    assert not program.rest()
    assert (len(heard.received()), len(silent.received())) == (2, 7)
