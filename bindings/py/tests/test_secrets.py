"""The token shows nowhere, and neither does the password of a proxy; telephone numbers show in part."""

from __future__ import annotations

import base64
import gc
import pickle
import traceback
from typing import TYPE_CHECKING, Any

import mycpaas
import pytest
from support.fault_server import ACCOUNT_SID, CREATE, TOKEN, answer
from support.run import settle

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import AnyClient, Serve

PASSWORD = "hunter2"
SECRETS = [TOKEN, PASSWORD, base64.b64encode(f"{ACCOUNT_SID}:{TOKEN}".encode()).decode()]


def shows_none(text: str) -> None:
    assert not [secret for secret in SECRETS if secret in text], text


def raised(function: Callable[[], Any]) -> BaseException:
    with pytest.raises((mycpaas.MycpaasError, TypeError)) as caught:
        function()
    return caught.value


def whole_traceback(error: BaseException) -> str:
    """Everything that an error reporter would send, but for the frames of the test, which know the token."""
    parts = []
    told: BaseException | None = error
    while told is not None:
        frames = told.__traceback__
        while frames is not None:
            if "/mycpaas/" in frames.tb_frame.f_code.co_filename:
                parts.append(repr(frames.tb_frame.f_locals))
            frames = frames.tb_next
        parts += [
            repr(told),
            repr(told.args),
            repr(vars(told)),
            *traceback.format_exception_only(type(told), told),
        ]
        told = told.__cause__
    return " ".join(parts)


def test_a_client_shows_its_account_and_no_token(client_class: AnyClient, serve: Serve) -> None:
    server = serve()
    client = client_class(**server.settings)
    other = client.with_options(retries=0)
    for each in (client, other):
        assert (
            repr(each)
            == f"{client_class.__name__}(account_sid={ACCOUNT_SID!r}, base_url={server.base_url!r})"
        )
        everything = [
            each,
            each.calls,
            client.calls.list(),
            *gc.get_referents(each),
            *gc.get_referents(each.calls),
        ]
        shows_none(" ".join(f"{part!r} {part} {dir(part)}" for part in everything))
    settle(client.close())
    assert repr(client) == f"<{client_class.__name__} that is closed, or was never made>"


def test_a_client_is_not_pickled(client_class: AnyClient) -> None:
    error = raised(lambda: pickle.dumps(client_class(ACCOUNT_SID, TOKEN)))
    assert "holds a secret and cannot be pickled" in str(error)
    shows_none(whole_traceback(error))


@pytest.mark.parametrize(
    "settings",
    [
        {"account_sid": "not-an-account", "auth_token": TOKEN},
        {"account_sid": TOKEN, "auth_token": ACCOUNT_SID},
        {"account_sid": TOKEN.encode(), "auth_token": ACCOUNT_SID},
        {"account_sid": ACCOUNT_SID, "auth_token": f"{TOKEN}\n"},
        {"account_sid": ACCOUNT_SID, "auth_token": TOKEN.encode()},
        {"account_sid": ACCOUNT_SID, "auth_token": [TOKEN]},
        {"account_sid": ACCOUNT_SID, "auth_token": f"{TOKEN}\ud800"},
        {
            "account_sid": ACCOUNT_SID,
            "auth_token": TOKEN,
            "base_url": f"https://user:{PASSWORD}@example.com/x",
        },
        {"account_sid": ACCOUNT_SID, "auth_token": TOKEN, "proxy": f"socks5://user:{PASSWORD}@localhost:1"},
        {
            "account_sid": ACCOUNT_SID,
            "auth_token": TOKEN,
            "proxy": f"http://user:{PASSWORD}@localhost:1".encode(),
        },
    ],
)
def test_a_client_that_cannot_be_made_shows_no_secret(
    client_class: AnyClient, settings: dict[str, Any]
) -> None:
    shows_none(whole_traceback(raised(lambda: client_class(**settings))))


@pytest.mark.parametrize(
    "arguments",
    [
        {"sip_auth_password": PASSWORD.encode()},
        {"sip_auth_password": f"{PASSWORD}\ud800"},
        {"sip_auth_password": PASSWORD * 100},
        {"headers": {"X-Key": PASSWORD.encode()}},
        {"headers": [("X-Key", PASSWORD, "more")]},
        {"extra": {"SipAuthPassword": [PASSWORD]}},
        {"extra": {"SipAuthPassword": PASSWORD}, "sip_auth_password": PASSWORD, "timeout": "60"},
        {"headers": {"X-Key": PASSWORD}, "tiemout": 5},
    ],
)
def test_a_wrong_argument_that_is_secret_is_not_shown(
    client_class: AnyClient, arguments: dict[str, Any]
) -> None:
    client = client_class(ACCOUNT_SID, TOKEN)
    shows_none(whole_traceback(raised(lambda: settle(client.calls.create(**CREATE, **arguments)))))


def test_a_server_that_echoes_the_token_shows_none(client_class: AnyClient, serve: Serve) -> None:
    """In errors that reach a log, and in pickles and tracebacks of them."""
    encoded = SECRETS[-1]
    echo = {"message": f"{TOKEN} {encoded}", "more_info": f"https://x/{TOKEN}", "code": 1}
    for behaviour in (
        answer(400, echo),
        answer(500, f"<html>{TOKEN}</html>"),
        answer(201, f'{{"sid": 5, "{TOKEN}'),
    ):
        client = client_class(**serve(behaviour).settings)
        error = raised(lambda: settle(client.calls.create(**CREATE)))  # noqa: B023 - it is called at once
        shows_none(whole_traceback(error))
        shows_none(pickle.dumps(error, 0).decode())


def test_numbers_show_in_part(client_class: AnyClient, serve: Serve) -> None:
    call = {"sid": "CA1", "to": "+491234567890", "from": "sip:ann@example.com"}
    client = client_class(**serve(answer(201, call)).settings)
    shown = repr(settle(client.calls.create(**CREATE)))
    assert "+491234567890" not in shown
    assert "ann@" not in shown
    assert "sid='CA1'" in shown
