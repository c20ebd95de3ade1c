// Arguments of LaML in Node: their order, their types, and what is said of wrong ones.

import assert from "node:assert/strict";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import { DECLARATION, inner, laml } from "./support/laml.mjs";

test("text and options come in either order", () => {
  const response = new laml.VoiceResponse();
  const made = [
    response.say("a", { loop: 2 }, (say) => say.break()),
    response.say({ loop: 2 }, "a", (say) => say.break()),
    new laml.Say("a", { loop: 2 }).append(new laml.Break()),
    new laml.Say({ loop: 2 }, "a").append(new laml.Break({})),
  ];
  assert.deepEqual(
    made.map((say) => say.equals(made[0])),
    [true, true, true, true],
  );
  const others = [
    new laml.Say({ loop: 2 }),
    new laml.Say(undefined, { loop: 2 }),
    new laml.Say(null, { loop: 2 }),
  ];
  assert.deepEqual(others.map(String), Array(3).fill(`${DECLARATION}<Say loop="2"/>`));
  assert.equal(String(new laml.Say(undefined, "a")), String(new laml.Say("a", null)));
});

test("values are written as LaML wants them", () => {
  const cases = [
    [new laml.Record({ playBeep: false, timeout: 10 }), 'Record timeout="10" playBeep="false"'],
    [new laml.Record({ timeout: "{{Timeout}}" }), 'Record timeout="{{Timeout}}"'],
    [
      new laml.Gather({ speechTimeout: "auto", hints: new Set(["yes", "no"]) }),
      'Gather hints="yes,no" speechTimeout="auto"',
    ],
    [new laml.Gather({ input: ["dtmf"].values(), hints: "a, b" }), 'Gather input="dtmf" hints="a, b"'],
    [new laml.Gather({ numDigits: 4294967295n, timeout: 0 }), 'Gather numDigits="4294967295" timeout="0"'],
    [new laml.Pay({ postalCode: false }), 'Pay postalCode="false"'],
    [new laml.Pay({ chargeAmount: "19.90" }), 'Pay chargeAmount="19.90"'],
    [new laml.Pay({ chargeAmount: 0.1 }), 'Pay chargeAmount="0.1"'],
    [new laml.Pay({ chargeAmount: 1e-7 }), 'Pay chargeAmount="0.0000001"'],
    [new laml.Pay({ chargeAmount: 1.25e21 }), 'Pay chargeAmount="1250000000000000000000"'],
    [new laml.Pay({ chargeAmount: -2.5 }), 'Pay chargeAmount="-2.5"'],
    [new laml.PayPrompt({ for: "postal-code", attempt: [1, 2] }), 'Prompt for="postal-code" attempt="1 2"'],
    [new laml.PayPrompt({ attempt: 3, for: "postal-code" }), 'Prompt for="postal-code" attempt="3"'],
    [new laml.Message({ from: "+1", to: null, action: undefined }), 'Message from="+1"'],
    [
      new laml.Hangup({ extra: { a: 1, b: true, c: null, d: 1.5, e: undefined } }),
      'Hangup a="1" b="true" d="1.5"',
    ],
    [new laml.Gather({ extra: { input: ["dtmf", "speech"] } }), 'Gather input="dtmf speech"'],
    [new laml.Gather().set("input", ["dtmf", "speech"]), 'Gather input="dtmf speech"'],
    [
      new laml.Stream({ extra: { url: "wss://example.com" }, url: "wss://example.org" }),
      'Stream url="wss://example.com"',
    ],
  ];
  for (const [element, written] of cases) {
    assert.equal(String(element), `${DECLARATION}<${written}/>`);
  }
});

test("what reads a list may build another element", () => {
  function* hints() {
    yield String(new laml.Gather({ hints: ["inner"], timeout: 7 }).get("hints"));
    yield "outer";
  }
  const gather = new laml.Gather({ timeout: 5, hints: hints(), numDigits: 1 });
  assert.deepEqual(gather.attributes, { numDigits: "1", timeout: "5", hints: "inner,outer" });
});

test("a value of the wrong type is refused by its name", () => {
  const cases = [
    ["Gather", "numDigits", [1]],
    ["Gather", "numDigits", true],
    ["Gather", "numDigits", -1],
    ["Gather", "numDigits", 1.5],
    ["Gather", "numDigits", 2 ** 32],
    ["Gather", "numDigits", 2n ** 64n],
    ["Gather", "action", Buffer.from("/a")],
    ["Gather", "action", ["/a"]],
    ["Gather", "action", { href: "https://example.com" }],
    ["Gather", "action", new Date()],
    ["Gather", "action", "\ud800"],
    ["Gather", "action", 5],
    ["Gather", "profanityFilter", 1],
    ["Gather", "hints", { a: 1 }],
    ["Gather", "hints", ["a", null]],
    ["Gather", "hints", ["a", "\udcff"]],
    ["Gather", "hints", Buffer.from("a")],
    ["Gather", "hints", () => "a"],
    ["Gather", "hints", Array(1000).fill(Symbol("x"))],
    ["Pay", "chargeAmount", Number.NaN],
    ["Pay", "chargeAmount", 1e300],
    ["PayPrompt", "for", 1],
  ];
  for (const [name, parameter, value] of cases) {
    assert.throws(
      () => new laml[name]({ [parameter]: value }),
      (error) => {
        assert.equal(error.name, "InvalidArgumentError");
        assert.deepEqual([error.parameter, error.attribute], [parameter, parameter]);
        assert.match(error.message, new RegExp(`^${parameter}: .* is given; .* is allowed$`));
        assert.ok(error.message.length < 250);
        return true;
      },
    );
  }
  assert.throws(() => new laml.Lang("a", { xmlLang: 5 }), {
    parameter: "xmlLang",
    element: "lang",
    attribute: "xml:lang",
    message: "xmlLang: 5 is given; text is allowed",
  });
});

test("what is refused leaves the document as it was", () => {
  const response = new laml.VoiceResponse();
  const wrong = [
    [() => response.gather({ numDigits: [] }), "numDigits"],
    [() => response.gather({ extra: 5 }), "extra"],
    [() => response.gather({ extra: { a: [] } }), "a"],
    [() => response.gather({ extra: { "\ud800": "a" } }), "extra"],
    [() => response.gather({ extra: new Map() }), "extra"],
    [() => response.gather("/a"), "options"],
    [() => response.gather([]), "options"],
    [() => response.gather(new Date()), "options"],
    [() => response.gather(new URL("https://example.com")), "options"],
    [
      () =>
        response.gather(
          () => {},
          () => {},
        ),
      "fill",
    ],
    [() => response.gather({}, "fill"), "fill"],
    [() => response.gather({}, {}), "fill"],
    [() => response.say(5), "text"],
    [() => response.say("\udcff"), "text"],
    [() => response.say("a", "b"), "options"],
    [() => response.say({}, {}), "text"],
    [() => response.say(() => {}, { loop: 2 }), "fill"],
    [
      () =>
        response.say(
          "a",
          () => {},
          () => {},
        ),
      "fill",
    ],
    [() => response.say(new Date()), "text"],
    [() => response.say("a", new Date()), "options"],
    [() => response.say(new String("a")), "text"],
    [() => response.say(Object.create({ loop: 2 })), "text"],
    [() => response.append(new laml.Say(() => {})), "text"],
    [() => response.start().stream(() => {}), "options"],
    [() => response.dial().number(), "text"],
    [() => response.redirect({}), "text"],
    [() => response.start().stream(), "url"],
    [() => response.append(new laml.Parameter({ name: "a", value: null })), "value"],
    [() => response.text(undefined), "text"],
    [() => response.comment(5), "text"],
    [() => response.append(5), "child"],
    [() => response.append({ name: "Say" }), "child"],
    [() => response.set("a"), "a"],
    [() => response.set(5, "a"), "name"],
    [() => response.addChild(), "name"],
    [() => response.addChild("x", 5), "text"],
    [() => response.find(laml.Element), "what"],
  ];
  for (const [act, parameter] of wrong) {
    assert.throws(act, { name: "InvalidArgumentError", parameter }, String(act));
  }
  assert.equal(inner(response), "<Start/><Dial/><Start/>");
});

test("an option that nobody knows is refused, with one that is near", () => {
  assert.throws(() => new laml.Say("a", { langauge: "de-DE" }), {
    name: "InvalidArgumentError",
    parameter: "langauge",
    element: "Say",
    message: "langauge: <Say> has no such option; did you mean `language`?",
  });
  assert.throws(() => new laml.Gather({ num_digits: 1 }), /did you mean `numDigits`\?/);
  assert.throws(() => new laml.Lang("a", { xml_lang: "de" }), /did you mean `xmlLang`\?/);
  assert.throws(() => new laml.Say("a", { volume: 1 }), /it has voice, language, loop, extra$/);
  assert.throws(() => new laml.Hangup({ x: 1 }), /it has extra$/);
  assert.throws(() => new laml.Hangup({ ["x".repeat(500)]: 1 }), /^InvalidArgumentError: x{100}…: /);
});

test("an option may have the name that it has in the document", () => {
  const say = new laml.Say();
  say.lang("a", { "xml:lang": "de" });
  say.sayAs("b", { "interpret-as": "digits" });
  assert.equal(
    String(say),
    `${DECLARATION}<Say><lang xml:lang="de">a</lang><say-as interpret-as="digits">b</say-as></Say>`,
  );
});

test("only what an object has itself is an option", () => {
  Object.defineProperty(Object.prototype, "language", { value: "x", enumerable: true, configurable: true });
  try {
    const extra = Object.assign(Object.create(null), { a: 1 });
    assert.equal(String(new laml.Say("a", { extra })), `${DECLARATION}<Say a="1">a</Say>`);
  } finally {
    delete Object.prototype.language;
  }
  const options = runInNewContext("({ loop: 2 })");
  assert.equal(String(new laml.Say(options)), `${DECLARATION}<Say loop="2"/>`);
});

test("a URL is its text", () => {
  const url = new URL("https://example.com/a b");
  const response = new laml.VoiceResponse();
  response.play(url, { loop: 2 });
  response.redirect({ method: "GET" }, url).set("a", url);
  response
    .gather({ action: url, hints: [url], extra: { b: url } })
    .append(url)
    .text(url);
  response.addChild("c", url);
  const text = "https://example.com/a%20b";
  assert.equal(
    inner(response),
    `<Play loop="2">${text}</Play><Redirect method="GET" a="${text}">${text}</Redirect>` +
      `<Gather action="${text}" hints="${text}" b="${text}">${text}${text}</Gather><c>${text}</c>`,
  );
});

test("a callback may stand for what is not needed", () => {
  const response = new laml.VoiceResponse();
  const gather = response.gather((gather) => gather.say((say) => say.break()));
  gather.say("a", (say) => say.break());
  gather.say({ loop: 2 }, (say) => say.break());
  assert.equal(
    inner(response),
    '<Gather><Say><break/></Say><Say>a<break/></Say><Say loop="2"><break/></Say></Gather>',
  );
});
