"""What a user's program may say of LaML, to a type checker. It is checked, not run."""

from __future__ import annotations

import copy
from decimal import Decimal

import mycpaas
from mycpaas import laml

EVENTS: list[laml.DialEvent] = ["initiated", "answered"]
LENGTH: laml.Value = 1.5
NEW: laml.Attributes = {"a": True, "b": LENGTH, "c": None}


def menu(voice: str, options: dict[str, str]) -> str:
    response: laml.VoiceResponse = laml.VoiceResponse()
    with response.gather(
        num_digits=1, action="/menu", input=["dtmf", "speech"], speech_timeout="auto"
    ) as gather:
        for option in options.values():
            say: laml.Say = gather.say(option, voice=voice, language="de-DE", loop=2)
            say.emphasis("!", level="strong").break_(strength="weak")
            say.text(" ").lang("bonjour", xml_lang="fr-FR")
    with response.dial(caller_id="+491234567890", record="record-from-answer", extra={"a": 1}) as dial:
        number: laml.Number = dial.number("+491234567890", status_callback_event=EVENTS)
        dial.conference("team", beep=True, status_callback_event="start end").stream(name="a", url="wss://a")
        number.set("statusCallbackEvent", ["ringing"]).comment("x")
    response.pay(charge_amount=Decimal("19.90")).prompt(for_="postal-code", attempt=[1, 2]).play("a.mp3")
    response.connect().stream(url="wss://example.com/").parameter(name="a", value="b")
    response.append(laml.Redirect("/again", method="GET")).append(laml.Comment("end")).append("text")
    response.raw("<Own/>").add_child("Other", "text", extra=NEW)
    return str(response) + response.to_xml(pretty=True)


def read(document: bytes) -> list[str]:
    response: laml.VoiceResponse = laml.VoiceResponse.parse(document, max_size=64_000)
    gather: laml.Gather | None = response.find(laml.Gather)
    other: laml.Element | None = response.find("Other")
    if gather is None or other is None:
        return []
    digits: str | None = gather.get("numDigits")
    digits_or_one: str = gather.get("numDigits", "1")
    number: str | int = gather.get("numDigits", 1)
    again: laml.Gather = copy.deepcopy(gather)
    children: list[laml.Element | laml.Comment | str] = gather.children
    names: list[str] = [element.name for element in gather]
    free: laml.Element = laml.Element("Own", "text", extra={"a": "b"})
    print(digits, digits_or_one, number, again == gather, children, free, gather.attributes, gather.own_text)
    return names


def check(response: laml.MessagingResponse, services: list[laml.Service], usage: laml.Usage) -> list[str]:
    response.message("Hi.", to="+491234567890").media("https://example.com/a.png")
    found: list[laml.Finding] = response.check(
        services=services, usage=usage, document_url="https://example.com"
    )
    channel: laml.Channel = "messaging"
    found += laml.check_document(str(response), channel=channel, services="twilio", inline=True)
    severe = [finding for finding in found if finding.severity == "error"]
    line: int | None = found[0].line
    print(severe, line, found[0].hint, found[0].to_dict(), laml.CONTENT_TYPE)
    return [f"{finding.path}: {finding.message}" for finding in found]


def refused() -> str | None:
    try:
        laml.Gather(num_digits=1).to_xml()
    except mycpaas.LamlError as error:
        return error.element
    except mycpaas.InvalidArgumentError as error:
        return error.attribute
    return None
