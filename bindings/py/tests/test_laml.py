"""What building LaML in Python feels like, beyond what the vectors say."""

from __future__ import annotations

import enum
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import mycpaas
import pytest
from mycpaas import laml

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'


def inner(root: laml.Element) -> str:
    """Returns what is written inside a root."""
    return str(root).removeprefix(f"{DECLARATION}<Response>").removesuffix("</Response>")


def test_it_reads_like_other_builders() -> None:
    response = laml.VoiceResponse()
    with response.gather(num_digits=1, action="/menu?a=1&b=2", input=["dtmf", "speech"]) as gather:
        gather.say("Drücken Sie die <Eins>.", language="de-DE")
    response.dial(caller_id="+491234567890").number("+491098765432")
    response.append(laml.Redirect("/again")).append(laml.Hangup())
    assert inner(response) == (
        '<Gather action="/menu?a=1&amp;b=2" input="dtmf speech" numDigits="1">'
        '<Say language="de-DE">Drücken Sie die &lt;Eins&gt;.</Say></Gather>'
        '<Dial callerId="+491234567890"><Number>+491098765432</Number></Dial>'
        "<Redirect>/again</Redirect><Hangup/>"
    )


def test_text_has_the_names_that_users_of_twilio_know() -> None:
    response = laml.VoiceResponse()
    response.say(message="Hi.").emphasis(words="you")
    response.play(url="/a.mp3")
    dial = response.dial(number="+1")
    dial.number(phone_number="+12")
    dial.sip(sip_url="sip:a@b")
    dial.conference(name="room")
    response.enqueue(name="support")
    response.redirect(url="/again")
    assert inner(response) == (
        "<Say>Hi.<emphasis>you</emphasis></Say><Play>/a.mp3</Play>"
        "<Dial>+1<Number>+12</Number><Sip>sip:a@b</Sip><Conference>room</Conference></Dial>"
        "<Enqueue>support</Enqueue><Redirect>/again</Redirect>"
    )
    message = laml.MessagingResponse().message(body="Hi.")
    message.media(url="/a.png")
    assert "Hi.<Media>/a.png</Media>" in str(message)
    with pytest.raises(mycpaas.InvalidArgumentError) as caught:
        response.say(message=5)  # type: ignore[arg-type]
    assert caught.value.parameter == "message"


def test_text_keeps_its_order_around_speech_markup() -> None:
    say = laml.Say("Your code is ")
    say.say_as("4711", interpret_as="digits")
    say.text(", again ").break_(time="1s")
    say.append("slowly ").raw("four <emphasis>seven</emphasis>").comment(" end ")
    response = laml.VoiceResponse().append(say)
    assert inner(response) == (
        '<Say>Your code is <say-as interpret-as="digits">4711</say-as>, again <break time="1s"/>'
        "slowly four <emphasis>seven</emphasis><!-- end --></Say>"
    )


def test_an_element_is_filled_after_it_was_appended() -> None:
    gather = laml.Gather()
    say = gather.say("Press ")
    response = laml.VoiceResponse()
    response.append(gather)
    around = laml.Element("x").append(response)
    say.text("one.").set("loop", 2)
    gather.pause()
    assert str(gather) == f'{DECLARATION}<Gather><Say loop="2">Press one.</Say><Pause/></Gather>'
    assert around.find("Response") == response
    assert inner(response) == str(gather).removeprefix(DECLARATION)


def test_what_is_appended_twice_is_copied() -> None:
    response = laml.VoiceResponse()
    say = laml.Say("a")
    response.append(say).append(say)
    say.text("b")
    assert inner(response) == "<Say>ab</Say><Say>a</Say>"


@pytest.mark.parametrize("depth", [0, 1, 7])
def test_nothing_stands_inside_itself(depth: int) -> None:
    outer = inside = laml.Element("x")
    for _ in range(depth):
        inside = inside.add_child("x")
    with pytest.raises(mycpaas.InvalidArgumentError, match="inside itself"):
        inside.append(outer)
    assert str(outer).count("<x") == depth + 1


class Voice(str, enum.Enum):
    WOMAN = "woman"


@pytest.mark.parametrize(
    ("element", "written"),
    [
        (laml.Say(voice=Voice.WOMAN), 'Say voice="woman"'),
        (laml.Record(play_beep=False, timeout=10), 'Record timeout="10" playBeep="false"'),
        (laml.Record(timeout="{{Timeout}}"), 'Record timeout="{{Timeout}}"'),
        (
            laml.Gather(speech_timeout="auto", hints=("yes", "no")),
            'Gather hints="yes,no" speechTimeout="auto"',
        ),
        (laml.Gather(input=iter(["dtmf"]), hints="a, b"), 'Gather input="dtmf" hints="a, b"'),
        (laml.Pay(postal_code=False), 'Pay postalCode="false"'),
        (laml.Pay(charge_amount=Decimal("19.90")), 'Pay chargeAmount="19.90"'),
        (laml.Pay(charge_amount=0.1), 'Pay chargeAmount="0.1"'),
        (laml.Pay(charge_amount=1e-7), 'Pay chargeAmount="0.0000001"'),
        (laml.PayPrompt(for_="postal-code", attempt=[1, 2]), 'Prompt for="postal-code" attempt="1 2"'),
        (laml.PayPrompt(for_="postal-code", attempt=3), 'Prompt for="postal-code" attempt="3"'),
        (laml.Message(from_="+1", to=None), 'Message from="+1"'),
        (laml.Hangup(extra={"a": 1, "b": True, "c": None, "d": 1.5}), 'Hangup a="1" b="true" d="1.5"'),
        (laml.Gather().set("input", ["dtmf", "speech"]), 'Gather input="dtmf speech"'),
    ],
)
def test_values_are_written_as_laml_wants_them(element: laml.Element, written: str) -> None:
    assert str(element) == f"{DECLARATION}<{written}/>"


@pytest.mark.parametrize(
    ("element", "parameter", "value", "attribute"),
    [
        (laml.Gather, "num_digits", [1], "numDigits"),
        (laml.Gather, "num_digits", True, "numDigits"),
        (laml.Gather, "num_digits", -1, "numDigits"),
        (laml.Gather, "num_digits", 1.0, "numDigits"),
        (laml.Gather, "num_digits", 2**64, "numDigits"),
        (laml.Gather, "action", b"/a", "action"),
        (laml.Gather, "action", ["/a"], "action"),
        (laml.Gather, "action", "\ud800", "action"),
        (laml.Gather, "profanity_filter", 1, "profanityFilter"),
        (laml.Gather, "hints", {"a": 1}, "hints"),
        (laml.Gather, "hints", ["a", None], "hints"),
        (laml.Gather, "hints", b"a", "hints"),
        (laml.Pay, "charge_amount", float("nan"), "chargeAmount"),
        (laml.PayPrompt, "for_", 1, "for"),
    ],
)
def test_a_value_of_the_wrong_type_is_refused_by_its_name(
    element: Any, parameter: str, value: object, attribute: str
) -> None:
    with pytest.raises(mycpaas.InvalidArgumentError, match=f"^{parameter}: ") as error:
        element(**{parameter: value})
    assert (error.value.parameter, error.value.attribute) == (parameter, attribute)
    assert "allowed" in str(error.value)
    assert len(str(error.value)) < 250


def test_what_is_refused_leaves_the_document_as_it_was() -> None:
    response = laml.VoiceResponse()
    wrong: dict[str, Any]
    for wrong in ({"num_digits": []}, {"extra": 5}, {"extra": {"a": []}}, {"extra": {1: "a"}}):
        with pytest.raises(mycpaas.InvalidArgumentError):
            response.gather(**wrong)
    for wrong_text in (5, b"a", "\udcff"):
        with pytest.raises(mycpaas.InvalidArgumentError, match=r"^message: "):
            response.say(wrong_text)  # type: ignore[arg-type]
    with pytest.raises(mycpaas.LamlError) as error:
        response.raw("<Say>\n <b></Say>")
    assert (error.value.line, error.value.column) == (2, 5)
    with pytest.raises(mycpaas.LamlError) as error:
        response.raw("a & b")
    assert (error.value.line, error.value.column, error.value.element) == (1, 3, None)
    for call in (
        lambda: response.gather("/a"),  # type: ignore[call-arg]
        lambda: response.say("a", volume=1),  # type: ignore[call-arg]
        lambda: laml.VoiceResponse("a"),  # type: ignore[call-arg]
        lambda: laml.Parameter(name="a"),  # type: ignore[call-arg]
        laml.Element,
    ):
        with pytest.raises(TypeError):
            call()
    assert str(response) == f"{DECLARATION}<Response/>"


def test_a_document_is_read_looked_at_and_changed() -> None:
    text = "<Response><Gather numDigits='1'>x<!--c--><Say>One.</Say><Own a='1'/></Gather><Hangup/></Response>"
    response = laml.VoiceResponse.parse(text)
    gather, hangup = response
    assert isinstance(gather, laml.Gather)
    assert isinstance(hangup, laml.Hangup)
    say, own = gather
    assert gather.children == ["x", laml.Comment("c"), say, own]
    assert (own.name, own.attributes, type(own)) == ("Own", {"a": "1"}, laml.Element)
    assert (gather.get("numDigits"), gather.get("none"), gather.get("none", "")) == ("1", None, "")
    assert (gather.own_text, response.find("None"), response.find(laml.Say)) == ("x", None, None)
    found = gather.find(laml.Say)
    assert found is not None
    found.text(" Two.").emphasis("Three.")
    gather.unset("numDigits")
    assert inner(response) == (
        '<Gather>x<!--c--><Say>One. Two.<emphasis>Three.</emphasis></Say><Own a="1"/></Gather><Hangup/>'
    )


def test_limits_and_roots_of_what_is_read() -> None:
    with pytest.raises(mycpaas.LamlError, match="not <Response>") as error:
        laml.VoiceResponse.parse(b"\n<Say/>")
    assert (error.value.element, error.value.line, error.value.column) == ("Say", 2, 1)
    for limit in ("max_size", "max_depth", "max_nodes"):
        with pytest.raises(mycpaas.LamlError):
            laml.Element.parse("<a><b/></a>", **{limit: 1})
    deep = "<a>" * 101 + "</a>" * 101
    with pytest.raises(mycpaas.LamlError, match="100 levels"):
        laml.Element.parse(deep)
    assert str(laml.Element.parse(deep, max_depth=101)).endswith("</a>")
    with pytest.raises(mycpaas.InvalidArgumentError, match=r"^document: "):
        laml.Element.parse(5)  # type: ignore[arg-type]


def test_findings_are_plain_and_frozen() -> None:
    response = laml.VoiceResponse()
    response.hangup(extra={"why": "so"})
    (finding,) = response.check()
    assert (
        str(finding)
        == "error unknown-attribute at /Response/Hangup[1]/@why: `why` is not an attribute of Hangup"
    )
    assert (finding.rule, finding.severity, finding.path) == (
        "unknown-attribute",
        "error",
        "/Response/Hangup[1]/@why",
    )
    assert (finding.line, finding.column) == (None, None)
    assert finding == response.check()[0]
    assert len({finding, *response.check()}) == 1
    with pytest.raises(AttributeError):
        finding.rule = "none"  # type: ignore[misc]
    assert laml.MessagingResponse().append(laml.Say("a")).check()[0].rule == "forbidden-nesting"
    with pytest.raises(mycpaas.InvalidArgumentError, match=r"^usage: .*queue_wait"):
        response.check(usage="queue")  # type: ignore[arg-type]
    with pytest.raises(mycpaas.InvalidArgumentError, match=r"^services: "):
        laml.check_document("", services=["nobody"])  # type: ignore[list-item]


class Greeting(laml.Say):
    def __init__(self, name: str) -> None:
        super().__init__(f"Hello, {name}.", voice="woman")


class Menu(laml.VoiceResponse):
    def __init__(self, *options: str) -> None:
        super().__init__()
        for option in options:
            self.say(option)


def test_classes_of_ones_own() -> None:
    menu = Menu("One.", "Two.")
    menu.append(Greeting("Ann"))
    assert inner(menu) == '<Say>One.</Say><Say>Two.</Say><Say voice="woman">Hello, Ann.</Say>'
    assert type(Menu.parse(str(menu))) is Menu
    assert menu == laml.VoiceResponse.parse(str(menu))


def test_equality_repr_and_truth() -> None:
    one, two = laml.Say("a", voice="b"), laml.Say("a").set("voice", "b")
    assert one == two
    assert one == laml.Element("Say", "a", extra={"voice": "b"})
    assert one != two.text("c")
    assert one != "Say"
    response = laml.VoiceResponse()
    assert response.say("a") == response.say("a")
    assert response
    with pytest.raises(TypeError, match="unhashable"):
        hash(one)
    dial = laml.Dial()
    dial.sip("sip:ann@example.com", password="secret").set("username", "ann")
    assert [repr(dial), repr(dial.find("Sip"))] == [
        "<laml.Dial children=1>",
        "<laml.Sip attributes=2 children=1>",
    ]
    assert repr(laml.Element("x")) == "<laml.Element <x>>"


def test_many_threads_fill_one_document() -> None:
    response = laml.VoiceResponse()
    gather = response.gather()

    def fill(_: int) -> None:
        for _ in range(200):
            prompts = laml.Gather()
            response.append(prompts)
            prompts.say("a").text("b")
            gather.append(prompts)
            str(response)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(fill, range(8)))
    assert len(list(response)) == 1601
    assert len(list(gather)) == 1600
    assert inner(response).count("<Say>ab</Say>") == 3200


def test_depth_does_not_crash_the_interpreter() -> None:
    program = """
from mycpaas import laml
first = element = laml.Element("x")
for _ in range(200_000):
    outer = laml.Element("x")
    outer.append(element)
    element = outer
assert len(str(element)) > 200_000
copy = __import__("copy").copy(element)
assert copy == element
del element, outer, first
"""
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


def test_the_import_needs_nothing_else() -> None:
    program = "import sys, mycpaas; old = {*sys.modules}; import mycpaas.laml; print(*{*sys.modules} - old)"
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["mycpaas.laml"]


def test_the_words_are_there_for_annotations() -> None:
    assert "POST" in laml.Method.__args__  # type: ignore[attr-defined]
    assert set(laml.__all__) <= {*dir(laml), *laml.__all__}
    for name in laml.__all__:
        assert getattr(laml, name) is not None
    assert laml.CONTENT_TYPE == "application/xml"
