// Webhooks beside what the vectors say: arguments of JavaScript, headers in each form, and waiting with a tracker.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { inspect } from "node:util";
import { InvalidArgumentError, WebhookError } from "mycpaas";
import * as webhooks from "mycpaas/webhooks";
import { answer, CALL, serve } from "./support/fault-server.mjs";

const { CallTracker, parse, parseQuery, SignatureValidator } = webhooks;
const FORM = "application/x-www-form-urlencoded";
const BODY = "CallSid=CA1&Digits=1%2B2";
const KEY = "a signing key";

function status(sid, word) {
  return parse(`CallSid=${sid}&CallStatus=${word}`, { contentType: FORM, kind: "status" });
}

test("both kinds of modules share their classes", () => {
  const commonjs = createRequire(import.meta.url)("mycpaas/webhooks");
  assert.deepEqual(Object.keys(commonjs).sort(), Object.keys(webhooks).sort());
  assert.equal(commonjs.CallTracker, CallTracker);
  assert.equal(webhooks.WebhookError, WebhookError);
});

test("events are plain data", () => {
  const event = parse(
    Buffer.from("CallSid=CA1&CallStatus=completed&Timestamp=2026-01-31T10:00:00Z&New=1&New=2"),
  );
  assert.deepEqual(event, {
    kind: "status",
    callSid: "CA1",
    callStatus: "completed",
    timestamp: new Date("2026-01-31T10:00:00Z"),
    timestampRaw: "2026-01-31T10:00:00Z",
    fields: [
      ["CallSid", "CA1"],
      ["CallStatus", "completed"],
      ["Timestamp", "2026-01-31T10:00:00Z"],
      ["New", "1"],
      ["New", "2"],
    ],
  });
  assert.equal(parse(new Uint8Array(Buffer.from(BODY)), { contentType: null }).digits, "1+2");
  assert.equal(parseQuery("CallSid=CA1", { kind: "queue" }).kind, "queue");
});

test("what is wrong with arguments is told", () => {
  for (const wrong of [
    () => parse({}),
    () => parse(undefined),
    () => parse("", { kind: "dance" }),
    () => parse("", { typ: FORM }),
    () => parse("", { limits: { size: -1 } }),
    () => parseQuery(5),
    () => new CallTracker({ finished: "5" }),
    () => new CallTracker({ finishedAge: -1 }),
    () => new CallTracker().record({}),
    () => new CallTracker().record(undefined),
    () => new SignatureValidator({ keys: KEY }).validate({ url: "https://a.example", body: { parsed: 1 } }),
    () => new SignatureValidator({ keys: KEY }).validate({ url: undefined }),
    () => new SignatureValidator({ keys: KEY }).sign({ url: "https://a.example" }, "caesar"),
  ]) {
    assert.throws(wrong, InvalidArgumentError, String(wrong));
  }
  for (const keys of [[], "", undefined, 5, [{ name: "a" }], "half \ud83d"]) {
    assert.throws(() => new SignatureValidator({ keys }), { kind: "configuration", parameter: "keys" });
  }
  for (const schemes of [[], "", ["md5"], null, 5]) {
    assert.throws(() => new SignatureValidator({ keys: KEY, schemes }), { parameter: "schemes" });
  }
});

test("headers may be those of Node, of the web, or pairs", () => {
  const validator = new SignatureValidator({
    keys: ["another", KEY],
    publicUrl: new URL("https://a.example"),
  });
  const signer = new SignatureValidator({ keys: KEY });
  const signed = signer.sign({
    url: "https://a.example/x?y='",
    headers: { "Content-Type": FORM },
    body: BODY,
  });
  const given = { "content-type": FORM, "x-twilio-signature": signed.value };
  for (const headers of [
    given,
    { ...given, "x-twilio-signature": [signed.value], other: undefined },
    new Headers(given),
    new Map(Object.entries(given)),
    Object.entries(given),
  ]) {
    const verdict = validator.validate({ method: "POST", url: "/x?y='", headers, body: Buffer.from(BODY) });
    assert.deepEqual(verdict, { valid: true, scheme: "parameters" }, inspect(headers));
  }
});

test("no request makes a check fail", () => {
  const validator = new SignatureValidator({ keys: KEY, publicUrl: "https://a.example" });
  for (const request of [
    { url: "" },
    { url: "\ud83d" },
    { url: "/", headers: { "X-Twilio-Signature": "\ud83d" } },
    { url: "/", headers: { "X-Twilio-Signature": "\u0000" }, body: new Uint8Array([255, 0]) },
    { url: "/", method: "\ud83d", headers: { "X-Twilio-Signature": "a".repeat(100_000) } },
    { url: "//%", headers: { "X-Twilio-Signature": "RSOYDt4T1cUTdK1PDd93/VVr8B8=" }, body: "%" },
  ]) {
    const verdict = validator.validate(request);
    assert.equal(verdict.valid, false);
    assert.equal(typeof verdict.message, "string");
  }
  const { hint } = new SignatureValidator({ keys: KEY, publicUrl: "http://a.example" }).validate({
    url: "/x",
    headers: validator.sign({ url: "/x" }).headers,
  });
  assert.equal(hint, "it would match with https");
});

test("neither validator nor tracker shows what it holds", () => {
  const validator = new SignatureValidator({ keys: KEY });
  assert.ok(!(inspect(validator, { showHidden: true, depth: 9 }) + JSON.stringify(validator)).includes(KEY));
  assert.equal(inspect(new CallTracker()), "CallTracker { size: 0 }");
});

test("a tracker forgets", () => {
  const tracker = new CallTracker({ finished: 1 });
  assert.equal(tracker.record(status("CA1", "completed")).ended, true);
  assert.equal(tracker.record(status("CA1", "completed")).ended, false);
  assert.equal(tracker.get("CA1").isFinal, true);
  tracker.record(status("CA2", "busy"));
  assert.deepEqual([tracker.size, tracker.get("CA1")], [1, undefined]);
  tracker.forget("CA2");
  assert.equal(tracker.size, 0);
  assert.equal(tracker.record(parse("Digits=1")), undefined);
});

test("a wait learns of the end from a tracker, and asks no more than it must", {
  timeout: 30_000,
}, async () => {
  const server = await serve(
    answer(200, { ...CALL, status: "ringing" }),
    answer(200, { ...CALL, status: "completed" }),
  );
  const tracker = new CallTracker();
  tracker.record(status(CALL.sid, "ringing"));
  const began = performance.now();
  const waiting = server.client().calls.wait(CALL.sid, { tracker });
  await server.wait({ requests: 1 });
  tracker.record(status(CALL.sid, "completed"));
  const ended = await waiting;
  assert.equal(ended.status, "completed");
  assert.ok(performance.now() - began < 4000, "it did not wait for the next look");
  assert.equal((await server.received()).length, 2);
  await server.stop();
});

test("a wait without callbacks looks on, and one with something else is refused", async () => {
  const server = await serve(
    answer(200, { ...CALL, status: "ringing" }),
    answer(200, { ...CALL, status: "busy" }),
  );
  const { calls } = server.client();
  const ended = await calls.wait(CALL.sid, { tracker: new CallTracker() });
  assert.deepEqual([ended.status, (await server.received()).length], ["busy", 2]);
  for (const tracker of [{}, 5, "CA1"]) {
    await assert.rejects(calls.wait(CALL.sid, { tracker }), { parameter: "tracker" });
  }
  await server.stop();
});
