// `mycpaas/laml` where there is no Node: at the edge, in a browser. It runs in a context that has nothing but
// JavaScript itself, out of the files that `package.json` names for everything that is not Node.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const PROGRAM = fileURLToPath(new URL("support/edge.mjs", import.meta.url));
const MANIFEST = createRequire(import.meta.url).resolve("mycpaas/package.json");
const { exports } = JSON.parse(readFileSync(MANIFEST, "utf8"));

function run(source) {
  const entry = join(dirname(MANIFEST), exports["./laml"].import.default);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--experimental-vm-modules", "--no-warnings", PROGRAM, entry, source],
    { encoding: "utf8", timeout: 60_000 },
  );
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}

test("a document is built and written without Node", () => {
  const { result, globals, files } = run(`
    const response = new laml.VoiceResponse();
    response.gather({ numDigits: 1, action: "/menu?a=1&b=2" }, (gather) => {
      gather.say("Drücken Sie die <Eins>.", { language: "de-DE" });
    });
    const plain = String(response);
    const pretty = response.append(new laml.Hangup()).toXml({ pretty: true });
    result = { plain, pretty, classes: Object.keys(laml).length };
  `);
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>';
  assert.equal(
    result.plain,
    `${declaration}<Response><Gather action="/menu?a=1&amp;b=2" numDigits="1">` +
      '<Say language="de-DE">Drücken Sie die &lt;Eins&gt;.</Say></Gather></Response>',
  );
  assert.match(
    result.pretty,
    /^<\?xml.*\?>\n<Response>\n {2}<Gather.*>\n {4}<Say.*<\/Say>\n {2}<\/Gather>\n {2}<Hangup\/>\n/,
  );
  assert.ok(result.classes > 40);
  assert.deepEqual(globals, ["undefined", "undefined", "undefined"]);
  assert.deepEqual(files.length, 1);
});

test("what XML cannot hold is told there, too", () => {
  const { result } = run(`
    try {
      new laml.Say("\\u0000").toXml();
    } catch (error) {
      result = { name: error.name, kind: error.kind, element: error.element, message: error.message };
    }
  `);
  assert.deepEqual(result, {
    name: "LamlError",
    kind: "laml",
    element: "Say",
    message: "<Say>: its text holds the character U+0000, which XML does not allow",
  });
});

test("what needs the native module says so", () => {
  const { result } = run(`
    const acts = [
      () => laml.VoiceResponse.parse("<Response/>"),
      () => new laml.VoiceResponse().check(),
      () => new laml.Say().raw("<break/>"),
      () => laml.checkDocument("<Response/>"),
    ];
    result = acts.map((act) => {
      try {
        return act();
      } catch (error) {
        return [error.name, error.code, error.message];
      }
    });
  `);
  for (const [name, code, message] of result) {
    assert.deepEqual([name, code], ["ConfigurationError", "MYCPAAS_CONFIGURATION"]);
    assert.match(message, /needs the native module .* can be built and written$/);
  }
});
