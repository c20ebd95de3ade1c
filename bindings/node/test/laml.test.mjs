// What building LaML in Node feels like, beyond what the vectors say.

import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect, isDeepStrictEqual } from "node:util";
import { DECLARATION, inner, laml } from "./support/laml.mjs";

test("it reads like other builders", () => {
  const response = new laml.VoiceResponse();
  response.gather({ numDigits: 1, action: "/menu?a=1&b=2", input: ["dtmf", "speech"] }, (gather) => {
    gather.say("Drücken Sie die <Eins>.", { language: "de-DE" });
  });
  response.dial({ callerId: "+491234567890" }).number("+491098765432");
  response.append(new laml.Redirect("/again")).append(new laml.Hangup());
  assert.equal(
    inner(response),
    '<Gather action="/menu?a=1&amp;b=2" input="dtmf speech" numDigits="1">' +
      '<Say language="de-DE">Drücken Sie die &lt;Eins&gt;.</Say></Gather>' +
      '<Dial callerId="+491234567890"><Number>+491098765432</Number></Dial>' +
      "<Redirect>/again</Redirect><Hangup/>",
  );
});

test("text keeps its order around speech markup", () => {
  const say = new laml.Say("Your code is ");
  say.sayAs("4711", { interpretAs: "digits" });
  say.text(", again ").break({ time: "1s" });
  say.append("slowly ").emphasis("seven").comment(" end ");
  say.append("").lang(undefined, { xmlLang: "fr-FR" }).text("sept").text("").text(".");
  assert.equal(
    inner(new laml.VoiceResponse().append(say)),
    '<Say>Your code is <say-as interpret-as="digits">4711</say-as>, again <break time="1s"/>' +
      'slowly <emphasis>seven<!-- end --></emphasis><lang xml:lang="fr-FR">sept.</lang></Say>',
  );
});

test("an element is filled after it was appended", () => {
  const gather = new laml.Gather();
  const say = gather.say("Press ");
  const response = new laml.VoiceResponse().append(gather);
  const around = new laml.Element("x").append(response);
  assert.equal(say.text("one.").set("loop", 2), say);
  gather.pause();
  assert.equal(String(gather), `${DECLARATION}<Gather><Say loop="2">Press one.</Say><Pause/></Gather>`);
  assert.equal(around.find("Response"), response);
  assert.equal(inner(response), String(gather).replace(DECLARATION, ""));
});

test("what is appended twice is copied", () => {
  const response = new laml.VoiceResponse();
  const say = new laml.Say("a");
  response.append(say).append(say);
  say.text("b");
  assert.equal(inner(response), "<Say>ab</Say><Say>a</Say>");
  assert.equal(response.children[0], say);
});

test("nothing stands inside itself", () => {
  for (const depth of [0, 1, 7]) {
    const outer = new laml.Element("x");
    let inside = outer;
    for (let at = 0; at < depth; at++) {
      inside = inside.addChild("x");
    }
    assert.throws(() => inside.append(outer), { name: "InvalidArgumentError", parameter: "child" });
    assert.equal(String(outer).split("<x").length, depth + 2);
  }
});

test("what fills an element is done when it returns", () => {
  const response = new laml.VoiceResponse();
  assert.throws(() => response.gather({}, async () => {}), {
    name: "InvalidArgumentError",
    parameter: "fill",
  });
  assert.throws(
    () =>
      response.gather({}, () => {
        throw new RangeError("mine");
      }),
    RangeError,
  );
});

test("what cannot be written is an error that names the place", () => {
  const long = "x".repeat(300);
  assert.throws(() => new laml.Say("a", { extra: { [`${long} `]: "a" } }).toXml(), {
    name: "LamlError",
    message: `<Say>, attribute \`${"x".repeat(100)}…\`: the name is not an XML name`,
  });
  assert.throws(() => String(new laml.Say("a\vb")), {
    message: "<Say>: its text holds the character U+000B, which XML does not allow",
  });
  assert.throws(() => new laml.Sip("sip:a", { password: "secret\0" }).toXml({ pretty: true }), {
    element: "Sip",
    attribute: "password",
    message: "<Sip>, attribute `password`: it holds the character U+0000, which XML does not allow",
  });
});

test("a tree is looked at and changed", () => {
  const response = new laml.VoiceResponse();
  response.gather({ numDigits: 1 }, (gather) => {
    gather.text("x").comment("c").say("One.");
    gather.addChild("Own", undefined, { a: "1" });
    gather.addChild("Say", "Two.");
  });
  response.addChild("Hangup");
  const [gather, hangup] = response;
  assert.ok(gather instanceof laml.Gather && hangup instanceof laml.Hangup);
  const [say, own, other] = gather;
  assert.deepEqual(gather.children, ["x", new laml.Comment("c"), say, own, other]);
  assert.deepEqual([own.name, own.attributes, own.constructor], ["Own", { a: "1" }, laml.Element]);
  assert.equal(other.constructor, laml.Say);
  assert.deepEqual([gather.get("numDigits"), gather.get("none")], ["1", undefined]);
  assert.deepEqual(
    [gather.ownText, response.find("None"), response.find(laml.Say)],
    ["x", undefined, undefined],
  );
  assert.equal(gather.find(laml.Say), say);
  assert.equal(gather.find("Own"), own);
  say.text(" Two.").emphasis("Three.");
  assert.deepEqual([gather.unset("numDigits"), gather.unset("numDigits")], [true, false]);
  assert.equal(
    inner(response),
    '<Gather>x<!--c--><Say>One. Two.<emphasis>Three.</emphasis></Say><Own a="1"/><Say>Two.</Say></Gather><Hangup/>',
  );
  gather.attributes.a = "changed";
  gather.children.push("changed");
  assert.deepEqual(gather.attributes, {});
});

test("an element made by its name is found by its class", () => {
  const say = new laml.Element("Say", "a");
  const found = new laml.VoiceResponse().append(say).find(laml.Say);
  assert.ok(found instanceof laml.Say);
  found.text("b");
  assert.equal(say.ownText, "ab");
});

class Greeting extends laml.Say {
  constructor(name) {
    super(`Hello, ${name}.`, { voice: "woman" });
  }
}

class Menu extends laml.VoiceResponse {
  constructor(...options) {
    super();
    for (const option of options) {
      this.say(option);
    }
  }
}

test("classes of one's own", () => {
  const menu = new Menu("One.", "Two.");
  menu.append(new Greeting("Ann"));
  assert.equal(inner(menu), '<Say>One.</Say><Say>Two.</Say><Say voice="woman">Hello, Ann.</Say>');
  const copy = menu.clone();
  assert.equal(copy.constructor, Menu);
  assert.ok(copy.equals(menu));
  copy.hangup();
  assert.equal(inner(menu).includes("Hangup"), false);
  assert.ok(menu.children[2] instanceof Greeting);
  assert.equal(copy.children[2].constructor, laml.Say);
  assert.ok(copy.find(Greeting) instanceof Greeting);
});

test("equality", () => {
  const one = new laml.Say("a", { voice: "b" });
  const two = new laml.Say("a").set("voice", "b");
  assert.ok(one.equals(two));
  assert.ok(one.equals(new laml.Element("Say", "a", { voice: "b" })));
  assert.ok(!one.equals(two.text("c")));
  assert.ok(!one.equals("Say"));
  assert.ok(!new laml.Say("a").comment("b").equals(new laml.Say("a").text("b")));
  assert.ok(!new laml.Say({ voice: "a" }).equals(new laml.Say({ voice: "b" })));
});

test("what compares what is visible compares documents", () => {
  const build = (change = () => {}) => {
    const response = new laml.VoiceResponse();
    response.gather({ numDigits: 1, timeout: 5 }, (gather) => {
      gather.say("One.").comment("c");
    });
    change(response.pause(), response);
    return response;
  };
  const changes = [
    (pause) => pause.set("length", 1),
    (_, response) => response.text("a"),
    (_, response) => response.comment("a"),
    (_, response) => response.find("Gather").find("Say").comment("c"),
    (_, response) => response.find("Gather").find("Say").emphasis(),
    (_, response) => response.find("Gather").set("timeout", 6),
    (_, response) => response.find("Gather").unset("timeout"),
    (pause, response) => response.append(response.find("Gather")).append(pause),
  ];
  const changed = changes.map(build);
  changed.forEach((one, at) => {
    changed.forEach((other, place) => {
      assert.equal(isDeepStrictEqual(one, other), at === place, `${at}, ${place}`);
    });
    // Jest and Vitest see the elements inside, and own properties whose names are texts.
    assert.notDeepEqual(Object.entries(one), Object.entries(build()));
  });
  assert.deepStrictEqual(build(), laml.VoiceResponse.parse(String(build())));
  assert.deepStrictEqual(build(), new laml.Element("x").append(build()).find(laml.VoiceResponse));
  assert.deepStrictEqual(
    build((pause) => pause.set("a", 1).unset("a")),
    build(),
  );
});

test("nothing shows values and texts", () => {
  const dial = new laml.Dial("secret");
  dial.sip("secret", { password: "secret", username: "secret", extra: { x: "secret" } }).comment("fine");
  assert.equal(inspect(dial), "<laml.Dial children=2>");
  assert.equal(inspect([...dial]), "[ <laml.Sip attributes=3 children=2> ]");
  assert.equal(inspect(new laml.Element("x")), "<laml.Element <x>>");
  assert.ok(!inspect({ dial }, { depth: 9, showHidden: true, getters: true }).includes("secret"));
});

test("a document in JSON is its text", () => {
  const response = new laml.VoiceResponse().append(new laml.Hangup());
  assert.equal(JSON.stringify({ laml: response }), JSON.stringify({ laml: String(response) }));
});

test("depth does not overflow the stack", () => {
  const depth = 100_000;
  let outside = new laml.Element("x");
  for (let at = 1; at < depth; at++) {
    outside = new laml.Element("x").append(outside);
  }
  let inside = new laml.Say();
  const say = inside;
  for (let at = 1; at < depth; at++) {
    inside = inside.prosody();
  }
  for (const [root, end] of [
    [outside, "<x/>"],
    [say, "<prosody/>"],
  ]) {
    const written = root.toXml();
    assert.ok(written.length > 5 * depth && written.includes(end));
    const copy = root.clone();
    assert.ok(copy.equals(root));
    copy.append("a");
    assert.ok(!copy.equals(root));
  }
  let pretty = new laml.Element("X");
  for (let at = 1; at < 3_000; at++) {
    pretty = new laml.Element("X").append(pretty);
  }
  assert.equal(pretty.toXml({ pretty: true }).split("\n").length, 2 * 3_000 + 1);
});

test("long and wide documents are written in linear time", () => {
  const response = new laml.VoiceResponse();
  const say = response.say();
  for (let at = 0; at < 100_000; at++) {
    response.pause();
    say.text("a & b ");
  }
  assert.equal(response.children.length, 100_001);
  assert.equal(say.children.length, 1);
  assert.ok(String(response).length > 1_500_000);
});

test("constants", () => {
  assert.equal(laml.CONTENT_TYPE, "application/xml");
});
