"""Fixtures for pytest, which finds them by the entry point of this package.

pytest loads this module wherever the package is installed. What a fixture needs is imported when it is used.
"""

from __future__ import annotations

import pytest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from typing import Any

    from mycpaas import AsyncClient, Client
    from mycpaas.testing import Simulator


def pytest_configure(config: pytest.Config) -> None:
    """Tells pytest of the marker."""
    config.addinivalue_line(
        "markers",
        "mycpaas(**settings): what mycpaas.testing.Simulator is made with for the fixture mycpaas_simulator",
    )


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, None]:
    """Shows what happened in the calls of a test that failed."""
    report: pytest.TestReport = (yield).get_result()
    simulator = getattr(item, "funcargs", {}).get("mycpaas_simulator")
    if simulator is not None and report.when == "call" and report.failed:
        for call in reversed(simulator.calls):
            report.sections.append((f"mycpaas call {call.sid}", str(simulator.transcript(call.sid))))


@pytest.fixture
def mycpaas_simulator(request: pytest.FixtureRequest) -> Iterator[Simulator]:
    """A telephone network of the test's own. `@pytest.mark.mycpaas(clock="real")` gives it settings."""
    from mycpaas.testing import Simulator

    marker = request.node.get_closest_marker("mycpaas")
    with Simulator(**(marker.kwargs if marker else {})) as simulator:
        yield simulator


@pytest.fixture(scope="session")
def mycpaas_session_simulator() -> Iterator[Simulator]:
    """A telephone network for all tests, for a server that is started once. `reset()` empties it."""
    from mycpaas.testing import Simulator

    with Simulator() as simulator:
        yield simulator


@pytest.fixture
def mycpaas_client(mycpaas_simulator: Simulator) -> Iterator[Client]:
    """A client of the test's simulator."""
    with mycpaas_simulator.client() as client:
        yield client


@pytest.fixture
def mycpaas_async_client(mycpaas_simulator: Simulator) -> AsyncClient:
    """A client of the test's simulator, for asyncio."""
    return mycpaas_simulator.async_client()
