// Documents that are read, pieces that are written already, and what the checker finds: what the core does.

import assert from "node:assert/strict";
import { test } from "node:test";
import { DECLARATION, inner, laml } from "./support/laml.mjs";

test("a document is read, looked at and changed", () => {
  const text =
    "<Response><Gather numDigits='1'>x<!--c--><Say>One.</Say><Own a='1'/></Gather><Hangup/></Response>";
  const response = laml.VoiceResponse.parse(text);
  const [gather, hangup] = response;
  assert.ok(gather instanceof laml.Gather && hangup instanceof laml.Hangup);
  const [say, own] = gather;
  assert.deepEqual(gather.children, ["x", new laml.Comment("c"), say, own]);
  assert.deepEqual([own.name, own.attributes, own.constructor], ["Own", { a: "1" }, laml.Element]);
  assert.equal(gather.find(laml.Say), say);
  say.text(" Two.").emphasis("Three.");
  gather.unset("numDigits");
  assert.equal(
    inner(response),
    '<Gather>x<!--c--><Say>One. Two.<emphasis>Three.</emphasis></Say><Own a="1"/></Gather><Hangup/>',
  );
});

test("what an element is depends on where it stands", () => {
  const { VoiceResponse, ReferSip, Sip } = laml;
  const response = VoiceResponse.parse(
    "<Response><Refer><Sip>a</Sip></Refer><Dial><Sip>a</Sip></Dial></Response>",
  );
  const made = [...response].map(([inside]) => inside.constructor);
  assert.deepEqual(made, [ReferSip, Sip]);
});

test("limits and roots of what is read", () => {
  assert.throws(() => laml.VoiceResponse.parse(Buffer.from("\n<Say/>")), {
    name: "LamlError",
    element: "Say",
    line: 2,
    column: 1,
    message: /not <Response>/,
  });
  for (const limit of ["maxSize", "maxDepth", "maxNodes"]) {
    assert.throws(() => laml.Element.parse("<a><b/></a>", { [limit]: 1 }), { name: "LamlError" });
    assert.throws(() => laml.Element.parse("<a/>", { [limit]: -1 }), {
      name: "InvalidArgumentError",
      parameter: limit,
    });
  }
  const deep = "<a>".repeat(101) + "</a>".repeat(101);
  assert.throws(() => laml.Element.parse(deep), /100 levels/);
  assert.ok(String(laml.Element.parse(deep, { maxDepth: 101 })).endsWith("</a>"));
  for (const wrong of [5, null, undefined, "\ud800", [1], new ArrayBuffer(1)]) {
    assert.throws(() => laml.Element.parse(wrong), { name: "InvalidArgumentError", parameter: "document" });
  }
});

test("what is written already goes in as it is", () => {
  const say = new laml.Say("slowly ")
    .raw("four <emphasis>seven</emphasis>")
    .text(".")
    .raw(" a")
    .raw("<!--b-->");
  assert.equal(String(say), `${DECLARATION}<Say>slowly four <emphasis>seven</emphasis>. a<!--b--></Say>`);
  assert.ok(say.find(laml.Emphasis) instanceof laml.Emphasis);
  const response = new laml.VoiceResponse();
  assert.throws(() => response.raw("<Say>\n <b></Say>"), { name: "LamlError", line: 2, column: 5 });
  assert.throws(() => response.raw("a & b"), { name: "LamlError", line: 1, column: 3, element: undefined });
  assert.throws(() => response.raw(5), { name: "InvalidArgumentError", parameter: "xml" });
  assert.equal(String(response), `${DECLARATION}<Response/>`);
});

test("findings are plain", () => {
  const response = new laml.VoiceResponse();
  response.hangup({ extra: { why: "so" } });
  const [finding, ...others] = response.check();
  assert.deepEqual(others, []);
  const { rule, severity, path, line, column } = finding;
  assert.deepEqual([rule, severity, path], ["unknown-attribute", "error", "/Response/Hangup[1]/@why"]);
  assert.deepEqual([line, column], [undefined, undefined]);
  assert.deepEqual(response.check(), [finding]);
  assert.equal(laml.checkDocument(String(response))[0].line, 1);
  assert.equal(new laml.MessagingResponse().append(new laml.Say("a")).check()[0].rule, "forbidden-nesting");
  assert.equal(new laml.VoiceResponse().say("\0").check()[0].rule, "not-well-formed");
});

test("what the checker is told is checked", () => {
  const response = new laml.VoiceResponse();
  const wrong = [
    ["usage", "queue", /queue_wait/],
    ["services", ["nobody"], /twilio/],
    ["services", 5, /a word, or several, are allowed$/],
    ["documentUrl", 5, /text is allowed$/],
    ["inline", "yes", /true or false is allowed$/],
    [
      "service",
      "twilio",
      /^service: there is no such setting; there is services, usage, documentUrl, inline/,
    ],
  ];
  for (const [parameter, value, message] of wrong) {
    const expected = { name: "InvalidArgumentError", parameter, message };
    assert.throws(() => response.check({ [parameter]: value }), expected);
    assert.throws(() => laml.checkDocument("<Response/>", { [parameter]: value }), expected);
  }
  assert.deepEqual(response.check({ documentUrl: new URL("https://example.com"), usage: null }), []);
});

test("settings that are misspelt or no settings are told", () => {
  const response = new laml.VoiceResponse();
  const wrong = [
    [() => laml.checkDocument("<Response/>", { chanel: "voice" }), "chanel", /inline, channel$/],
    [() => response.check("twilio"), "settings", /^settings: "twilio" is given; a plain object is allowed$/],
    [() => response.check({ channel: "voice" }), "channel", /there is no such setting/],
    [
      () => laml.VoiceResponse.parse("<Response/>", { maxsize: 1 }),
      "maxsize",
      /maxSize, maxDepth, maxNodes$/,
    ],
    [() => laml.VoiceResponse.parse("<Response/>", 5), "limits", /^limits: 5 is given/],
    [() => response.toXml({ prety: true }), "prety", /there is pretty$/],
    [() => response.toXml({ pretty: "yes" }), "pretty", /true or false is allowed$/],
    [() => response.toXml(true), "options", /^options: true is given/],
  ];
  for (const [act, parameter, message] of wrong) {
    assert.throws(act, { name: "InvalidArgumentError", parameter, message });
  }
});

test("a class of one's own is read", () => {
  class Menu extends laml.VoiceResponse {
    constructor() {
      super();
      this.say("Not twice.");
    }
  }
  const menu = new Menu();
  const again = Menu.parse(String(menu));
  assert.equal(again.constructor, Menu);
  assert.ok(again.equals(menu));
});
