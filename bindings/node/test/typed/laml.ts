/** What a user's program may say of LaML beside its elements, and what it may not. It is checked, not run. */

import * as laml from "mycpaas/laml";

export function right(document: string | Uint8Array): laml.Finding[] {
  const response = new laml.VoiceResponse();
  const gather: laml.Gather = response.gather({
    numDigits: 1,
    input: ["dtmf", "speech"],
    hints: new Set(["yes"]),
  });
  response.gather(null, (inner: laml.Gather) => inner.say("Press one."));
  response.gather((inner) => inner.say((text) => text.break()));
  response.play(new URL("https://example.com/a.mp3")).append(new URL("https://example.com"));
  response.redirect({ method: "GET" }, new URL("https://example.com"));
  response.gather({ action: new URL("https://example.com") }).set("a", new URL("https://example.com"));
  response.gather({ input: "dtmf speech", speechTimeout: "auto", action: undefined, timeout: null });
  const say: laml.Say = gather.say({ voice: "a voice of tomorrow" }, "Press one.", (inner) => {
    inner.sayAs("4711", { interpretAs: "digits" });
    inner.lang(undefined, { xmlLang: "fr-FR" }).text("oui");
  });
  const chained: laml.Say = say.text("a").comment("b").append("c").raw("<break/>").set("loop", 2);
  const found: laml.Gather | undefined = response.find(laml.Gather);
  const named: laml.Element | undefined = response.find("Gather");
  const copy: laml.VoiceResponse = response.clone();
  const parsed: laml.VoiceResponse = laml.VoiceResponse.parse(document, { maxDepth: 5 });
  const any: laml.Element = laml.Element.parse(document);
  const children: readonly (laml.Element | laml.Comment | string)[] = copy.children;
  const attributes: Record<string, string> = any.attributes;
  const written: string = copy.toXml({ pretty: true }) + parsed.toString() + say.ownText + laml.CONTENT_TYPE;
  const texts: (string | undefined)[] = [...response].map((child: laml.Element) => child.get("action"));
  const voice: laml.Voice = "woman";
  const extra: laml.Attributes = { "data-x": 1, y: null };
  new laml.Element("Own", written, extra).addChild("x", null, extra).equals(chained);
  response.record({ playBeep: false, extra, method: voice });
  const findings = response.check({ services: ["mycpaas"], usage: "screening", inline: true });
  findings.push(...laml.checkDocument(document, { channel: "voice", services: "twilio" }));
  const places: (number | undefined)[] = findings.map((finding) => finding.line ?? finding.column);
  return [found, named, children, attributes, texts, places].length > 0 ? findings : [];
}

export class Menu extends laml.VoiceResponse {
  constructor(...options: string[]) {
    super();
    options.forEach((option) => {
      this.say(option);
    });
  }
}

export const menu: Menu = Menu.parse("<Response/>").clone();

export function wrong(response: laml.VoiceResponse): void {
  // @ts-expect-error: a voice document sends no messages this way
  response.message("a");
  // @ts-expect-error: nothing stands in Hangup
  response.hangup().say("a");
  // @ts-expect-error: a name that is nearly right
  response.say("a", { langauge: "de-DE" });
  // @ts-expect-error: a value of another type
  response.gather({ numDigits: [1] });
  // @ts-expect-error: a word that a number is not
  response.gather({ speechTimeout: "automatic" });
  // @ts-expect-error: Gather takes no text
  response.gather("a");
  // @ts-expect-error: a number to dial is needed
  response.dial().number();
  // @ts-expect-error: an attribute is needed
  response.say().sayAs("a");
  // @ts-expect-error: an attribute is needed
  response.start().stream({ name: "a" });
  // @ts-expect-error: text twice
  response.say("a", "b");
  // @ts-expect-error: an attribute is needed before what fills
  response.start().stream((stream: laml.Stream) => stream.comment("a"));
  // @ts-expect-error: a date is no text
  response.say(new Date());
  // @ts-expect-error: a number is no node
  response.append(5);
  // @ts-expect-error: an element of another class
  const dial: laml.Dial = response.gather();
  // @ts-expect-error: a word that is not listed
  const voice: laml.Voice = "nobody";
  // @ts-expect-error: a list has no place there
  new laml.Hangup({ extra: { a: ["b"] } });
  // @ts-expect-error: a usage that does not exist
  response.check({ usage: "queue" });
  // @ts-expect-error: what is read is text or bytes
  laml.VoiceResponse.parse(5);
  for (const finding of response.check()) {
    // @ts-expect-error: a finding is not changed
    finding.rule = [dial, voice].join();
  }
}
