"""What servers of WSGI tell of a request."""

from __future__ import annotations

from urllib.parse import quote

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


def target(environ: Mapping[str, Any]) -> str:
    """Returns path and query, as they were received where the server tells, which a signature needs.

    gunicorn and Werkzeug tell in `RAW_URI`, uWSGI in `REQUEST_URI`; of other servers the path was decoded.
    """
    for name in ("RAW_URI", "REQUEST_URI"):
        received = environ.get(name)
        if isinstance(received, str) and received.startswith("/"):
            return received
    path = environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")
    encoded = quote(path.encode("latin-1", "replace"), safe="/:@!$&'()*+,;=~")
    query = environ.get("QUERY_STRING", "")
    return f"{encoded}?{query}" if query else encoded


def length(environ: Mapping[str, Any]) -> int | None:
    """Returns how long the body is, if that is told."""
    told = str(environ.get("CONTENT_LENGTH") or "")
    return int(told) if told.isdecimal() else None
