"""How gunicorn runs the web application: it is loaded before the workers are forked."""

from __future__ import annotations

workers = 4
threads = 2
preload_app = True
graceful_timeout = 10


def on_exit(_: object) -> None:
    """Shows that the client still works in the parent."""
    import web

    web.place()
