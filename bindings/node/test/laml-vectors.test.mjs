// Runs the vectors of LaML that every language runs; see tests/vectors/README.md.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { DECLARATION, laml } from "./support/laml.mjs";
import { build, expectKeys } from "./support/laml-tree.mjs";
import { WORKSPACE } from "./support/programs.mjs";

const VECTORS = join(WORKSPACE, "tests", "vectors");
const FILES = [
  ...readdirSync(join(VECTORS, "laml")).map((name) => `laml/${name}`),
  "generated/laml_attributes.json",
];
const EXPECTED = ["xml", "pretty", "error", "findings"];
const KEYS = [...EXPECTED, "name", "tree", "document", "check", "value", "element", "attribute"];
const PLACES = ["element", "attribute", "line", "column"];

function expectError(error, expected) {
  expectKeys(expected, [...PLACES, "message"]);
  assert.deepEqual(
    [error.name, error.kind, error.delivery, error.attempts],
    ["LamlError", "laml", "not_sent", 0],
  );
  for (const name of PLACES) {
    assert.equal(error[name] ?? null, expected[name] ?? null, name);
  }
  for (const part of expected.message) {
    assert.ok(error.message.includes(part), `${error.message} holds ${part}`);
  }
}

/** Compares what is written of what `make` makes. */
function expectWritten(vector, make) {
  if ("error" in vector) {
    assert.throws(
      () => make().toXml(),
      (error) => expectError(error, vector.error) ?? true,
    );
  }
  if ("xml" in vector) {
    const root = make();
    assert.equal(root.toXml(), DECLARATION + vector.xml);
    assert.equal(`${root}`, DECLARATION + vector.xml);
    expectSame(root.clone(), root);
  }
  if ("pretty" in vector) {
    assert.equal(make().toXml({ pretty: true }), `${DECLARATION}\n${vector.pretty}`);
  }
}

function expectSame(copy, root) {
  assert.notEqual(copy, root);
  assert.equal(copy.constructor, root.constructor);
  assert.ok(copy.equals(root));
  assert.equal(String(copy), String(root));
}

function compare(findings, expected) {
  const seen = findings.map((finding, at) =>
    Object.fromEntries(Object.keys(expected[at] ?? {}).map((name) => [name, finding[name] ?? null])),
  );
  assert.deepEqual(seen, expected);
}

function settings({ check = {} }) {
  const { services, channel, usage, document_url: documentUrl, inline, ...others } = check;
  expectKeys(others, []);
  return { services, channel, usage, documentUrl, inline };
}

function ofTree(vector) {
  const make = (appended) => () => build(vector.tree, { appended });
  test(vector.name, () => {
    expectWritten(vector, make(false));
    expectWritten(vector, make(true));
  });
  if ("xml" in vector) {
    test(`${vector.name}, read again`, () => {
      const root = make(false)();
      expectSame(root.constructor.parse(String(root)), root);
    });
  }
  if ("findings" in vector) {
    test(`${vector.name}, checked`, () => {
      const root = make(false)();
      compare(root.check(settings(vector)), vector.findings);
      compare(laml.checkDocument(String(root), settings(vector)), vector.findings);
    });
  }
}

function ofDocument(vector) {
  test(vector.name, () => {
    expectWritten(vector, () => laml.VoiceResponse.parse(vector.document));
    expectWritten(vector, () => laml.VoiceResponse.parse(new TextEncoder().encode(vector.document)));
    if ("findings" in vector) {
      compare(laml.checkDocument(vector.document, settings(vector)), vector.findings);
    }
  });
}

for (const file of FILES) {
  describe(file, () => {
    for (const vector of JSON.parse(readFileSync(join(VECTORS, file), "utf8"))) {
      expectKeys(vector, KEYS);
      assert.ok(
        EXPECTED.some((key) => key in vector),
        "nothing is expected",
      );
      assert.notEqual("tree" in vector, "document" in vector);
      ("tree" in vector ? ofTree : ofDocument)(vector);
    }
  });
}
