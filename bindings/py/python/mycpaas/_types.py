"""Types that only type checkers and their readers need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import TypedDict, Union

from mycpaas._native import RetryPolicy

__all__ = ["RequestOptions"]


class RequestOptions(TypedDict, total=False):
    """What is different for one request, or for a copy of a client. What is not given stays as it is."""

    connect_timeout: Union[float, timedelta, None]
    """The longest time until a connection is ready to take the request, in seconds."""
    read_timeout: Union[float, timedelta, None]
    """The longest silence while an answer is awaited or read, in seconds."""
    total_timeout: Union[float, timedelta, None]
    """The longest time for everything, retries and the waits between them included, in seconds."""
    retries: Union[int, RetryPolicy, None]
    """How many times a request is repeated where that is safe; 0 switches it off."""
    headers: Union[Mapping[str, str], Iterable[tuple[str, str]], None]
    """More headers. Those that the client sets itself, such as `Authorization`, are refused."""
    account_sid: Union[str, None]
    """The account whose resources are used. The credentials stay those of the client."""
