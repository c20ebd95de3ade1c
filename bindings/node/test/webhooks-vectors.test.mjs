// The vectors of webhooks: what is read out of requests, which are genuine, and what they say of calls.

import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { MycpaasError } from "mycpaas";
import { CallTracker, parse, parseQuery, SignatureValidator, WebhookError } from "mycpaas/webhooks";
import { camel } from "./support/operations.mjs";
import { read } from "./support/vectors.mjs";

const PARSED = ["name", "content_type", "body", "query", "limits", "as", "kind", "fields", "values", "error"];
const SIGNED = [
  "name",
  "keys",
  "public_url",
  "schemes",
  "method",
  "url",
  "headers",
  "body",
  "valid",
  "refused",
  "error",
  "sign",
  "signature",
];
const MILLISECONDS = new Set(["machine_detection_duration"]);

/** Runs every vector of a file, and tells all that fail. */
function vectors(file, keys, check) {
  test(file, () => {
    const failures = [];
    for (const vector of read(file)) {
      try {
        assert.deepEqual(
          Object.keys(vector).filter((key) => !keys.includes(key)),
          [],
        );
        check(vector);
      } catch (error) {
        failures.push(`${vector.name}: ${error.message}`);
      }
    }
    assert.equal(failures.length, 0, failures.join("\n\n"));
  });
}

function bytes(body) {
  return typeof body === "object" ? Buffer.from(body.base64, "base64") : body;
}

function checkParsed({ content_type: contentType, body, query, limits, as: kind, error, ...expected }) {
  const parsed = () =>
    query === undefined
      ? parse(bytes(body), { contentType, kind, limits })
      : parseQuery(query, { kind, limits });
  if (error !== undefined) {
    assert.throws(parsed, (thrown) => checkUnreadable(thrown, error));
    return;
  }
  const event = parsed();
  assert.equal(event.kind, expected.kind);
  if (expected.fields !== undefined) {
    assert.deepEqual(event.fields, expected.fields);
  }
  for (const [name, value] of Object.entries(expected.values ?? {})) {
    assert.deepEqual(plain(event, name, value), value, name);
  }
}

function checkUnreadable(thrown, { message }) {
  assert.ok(thrown instanceof WebhookError && thrown instanceof MycpaasError, inspect(thrown));
  assert.deepEqual([thrown.kind, thrown.delivery, thrown.attempts], ["webhook", "not_sent", 0]);
  const shown = inspect(thrown, { depth: 9, showHidden: true }) + JSON.stringify(thrown);
  assert.doesNotMatch(shown, /secret/i);
  for (const part of message) {
    assert.ok(thrown.message.includes(part), `${thrown.message} lacks ${part}`);
  }
  return true;
}

/** A member as a vector writes it. */
function plain(object, name, expected) {
  const [value, raw] = [object[camel(name)], object[`${camel(name)}Raw`]];
  if (raw !== undefined) {
    return { raw, unix: value === undefined ? null : Math.trunc(value.getTime() / 1000) };
  }
  if (MILLISECONDS.has(name) && value !== undefined) {
    return value / 1000;
  }
  // A decimal without zeros at its end.
  const decimal = typeof value === "string" && value !== expected && /^-?\d+\.\d+$/.test(value);
  return decimal ? value.replace(/\.?0+$/, "") : (value ?? null);
}

function checkSignature({ keys, public_url: publicUrl, schemes, error, sign, signature, ...vector }) {
  const make = () => new SignatureValidator({ keys, publicUrl, schemes });
  if (error !== undefined) {
    assert.throws(make, (thrown) => checkMisconfigured(thrown, error));
    return;
  }
  const validator = make();
  const request = { ...vector, body: bytes(vector.body) };
  if (sign !== undefined) {
    const { url, headers, value } = validator.sign(request, sign);
    assert.deepEqual({ url, headers }, signature);
    assert.equal(value, Object.values(headers)[0]);
    request.url = url;
    request.headers = { ...request.headers, ...headers };
    vector.valid = sign;
  }
  checkVerdict(validator, request, vector, keys);
}

function checkMisconfigured(thrown, { parameter, message }) {
  const named = parameter === "signing_key" ? "keys" : camel(parameter);
  assert.deepEqual([thrown.kind, thrown.parameter], ["configuration", named]);
  // A language writes names its own way.
  const lacking = message.filter((part) => !thrown.message.includes(part.replace(parameter, named)));
  assert.deepEqual(lacking, [], thrown.message);
  return true;
}

function checkVerdict(validator, request, { valid, refused }, keys) {
  const ways = [request.headers ?? {}, Object.entries(request.headers ?? {})];
  for (const headers of ways) {
    const verdict = validator.validate({ ...request, headers });
    if (valid !== undefined) {
      assert.deepEqual(verdict, { valid: true, scheme: valid });
      continue;
    }
    const { message, hint, reason } = refused;
    assert.deepEqual([verdict.valid, verdict.reason], [false, reason]);
    const missing = [message ?? []].flat().filter((part) => !verdict.message.includes(part));
    assert.deepEqual(missing, [], verdict.message);
    checkHint(verdict.hint, hint);
    const shown = inspect(verdict) + inspect(validator, { depth: 9, showHidden: true });
    for (const key of keys) {
      assert.ok(!shown.includes(key.secret ?? key), shown);
    }
  }
}

function checkHint(hint, expected) {
  if (expected === undefined) {
    assert.equal(hint, undefined);
  } else {
    assert.deepEqual(
      [expected].flat().filter((part) => !hint?.includes(part)),
      [],
      hint,
    );
  }
}

function checkTracker({ limits = {}, steps, calls }) {
  const { finished, finished_age: age, unfinished } = limits;
  const finishedAge = age === undefined ? undefined : age * 1000;
  const tracker = new CallTracker({ finished, finishedAge, unfinished });
  for (const { event: fields, change, ended = false, call = {} } of steps) {
    const recorded = tracker.record({ kind: "status", fields });
    assert.equal(recorded?.change ?? null, change);
    assert.equal(recorded?.ended ?? false, ended);
    for (const [name, value] of Object.entries(call)) {
      assert.deepEqual(plain(recorded.call, name, value), value, name);
      if (age === undefined) {
        assert.deepEqual(tracker.get(recorded.call.callSid), recorded.call);
      }
    }
  }
  if (calls !== undefined) {
    assert.equal(tracker.size, calls);
  }
}

vectors("webhooks/parse.json", PARSED, checkParsed);
vectors("generated/webhooks.json", PARSED, checkParsed);
vectors("webhooks/signatures.json", SIGNED, checkSignature);
vectors("webhooks/tracker.json", ["name", "limits", "steps", "calls"], checkTracker);
