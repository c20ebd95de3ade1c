"""What building and writing a typical LaML document costs, beside its peers, in one run.

    taskset -c 1 python benches/laml.py

The contenders take turns, and the median of the CPU time for each document is printed. twilio's builder is
left out where it is not installed.
"""

from __future__ import annotations

import gc
import statistics
import sys
import time
from html import escape
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from mycpaas import laml

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 60
SECONDS_A_ROUND = 0.02

PROMPT = "Drücken Sie die 1 für Vertrieb & Beratung, die 2 für <Technik>."
BYE = "We did not hear you & hang up."


def mycpaas_builder() -> str:
    response = laml.VoiceResponse()
    with response.gather(num_digits=1, action="/menu?from=call&step=1", method="POST", timeout=5) as gather:
        gather.say(PROMPT, language="de-DE", voice="Polly.Vicki-Neural")
    response.say(BYE)
    with response.dial(caller_id="+491234567890") as dial:
        dial.number("+491098765432")
    response.redirect("https://example.com/voice.xml?again=1&step=2")
    return str(response)


def hand_written() -> str:
    gather = (
        f'<Gather action="{escape("/menu?from=call&step=1")}" method="{escape("POST")}" '
        f'numDigits="{1}" timeout="{5}">'
    )
    say = f'<Say voice="{escape("Polly.Vicki-Neural")}" language="{escape("de-DE")}">'
    dial = (
        f'<Dial callerId="{escape("+491234567890")}"><Number>{escape("+491098765432", quote=False)}</Number>'
    )
    redirect = escape("https://example.com/voice.xml?again=1&step=2", quote=False)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><Response>{gather}{say}'
        f"{escape(PROMPT, quote=False)}</Say></Gather><Say>{escape(BYE, quote=False)}</Say>{dial}</Dial>"
        f"<Redirect>{redirect}</Redirect></Response>"
    )


def element_tree() -> str:
    response = ET.Element("Response")
    attributes = {"action": "/menu?from=call&step=1", "method": "POST", "numDigits": "1", "timeout": "5"}
    gather = ET.SubElement(response, "Gather", attributes)
    attributes = {"voice": "Polly.Vicki-Neural", "language": "de-DE"}
    ET.SubElement(gather, "Say", attributes).text = PROMPT
    ET.SubElement(response, "Say").text = BYE
    dial = ET.SubElement(response, "Dial", {"callerId": "+491234567890"})
    ET.SubElement(dial, "Number").text = "+491098765432"
    redirect = ET.SubElement(response, "Redirect")
    redirect.text = "https://example.com/voice.xml?again=1&step=2"
    return '<?xml version="1.0" encoding="UTF-8"?>' + ET.tostring(response, encoding="unicode")


def twilio_builder() -> Callable[[], str]:
    from twilio.twiml.voice_response import VoiceResponse

    def build() -> str:
        response = VoiceResponse()
        with response.gather(
            num_digits=1, action="/menu?from=call&step=1", method="POST", timeout=5
        ) as gather:
            gather.say(PROMPT, language="de-DE", voice="Polly.Vicki-Neural")
        response.say(BYE)
        with response.dial(caller_id="+491234567890") as dial:
            dial.number("+491098765432")
        response.redirect("https://example.com/voice.xml?again=1&step=2")
        return str(response)

    return build


def canonical(document: str) -> str:
    return ET.canonicalize(document)


def measure(variants: dict[str, Callable[[], str]]) -> dict[str, list[float]]:
    """Returns for each variant the microseconds a document takes, once a round."""
    repeats = {}
    for name, build in variants.items():
        begin = time.process_time()
        for _ in range(200):
            build()
        repeats[name] = max(1, int(SECONDS_A_ROUND * 200 / max(time.process_time() - begin, 1e-9)))
    figures: dict[str, list[float]] = {name: [] for name in variants}
    for _ in range(ROUNDS):
        for name, build in variants.items():
            begin = time.process_time()
            for _ in range(repeats[name]):
                build()
            figures[name].append((time.process_time() - begin) / repeats[name] * 1e6)
    return figures


def main() -> None:
    variants = {"mycpaas": mycpaas_builder, "f-string by hand": hand_written, "xml.etree": element_tree}
    try:
        variants["twilio"] = twilio_builder()
    except ImportError:
        print("twilio is not installed and is left out", file=sys.stderr)
    documents = {canonical(build()) for build in variants.values()}
    if len(documents) > 1:
        raise SystemExit("the variants write different documents:\n" + "\n".join(documents))
    gc.disable()
    figures = measure(variants)
    medians = {name: statistics.median(times) for name, times in figures.items()}
    print(f"{'':18}{'median µs':>10}{'lowest':>9}{'times mycpaas':>15}")
    for name, times in figures.items():
        ratio = medians[name] / medians["mycpaas"]
        print(f"{name:18}{medians[name]:10.2f}{min(times):9.2f}{ratio:15.2f}")


if __name__ == "__main__":
    main()
