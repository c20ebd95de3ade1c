// Errors: their classes, what they say, where they point, and that nothing is thrown before it is awaited.

import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import * as mycpaas from "mycpaas";
import { answer, CALL, CLOSE, CREATE, STALL, serve, startServer } from "./support/fault-server.mjs";

const { MycpaasError, APIError, InvalidArgumentError } = mycpaas;

async function failure(promise) {
  return await promise.then(
    () => assert.fail("it succeeds"),
    (error) => error,
  );
}

test("each failure has its class, its verdict and as many requests as it may", async () => {
  const body = { code: 20404, message: "No", more_info: "https://x.example/20404" };
  const faults = [
    [answer(400, body), mycpaas.InvalidRequestError, "rejected", 1],
    [answer(401, body), mycpaas.AuthenticationError, "rejected", 1],
    [answer(403, body), mycpaas.PermissionDeniedError, "rejected", 1],
    [answer(404, body), mycpaas.NotFoundError, "rejected", 1],
    [answer(409, body), mycpaas.ConflictError, "rejected", 1],
    [answer(429, body), mycpaas.RateLimitError, "rejected", 3],
    [answer(503, body), mycpaas.ServerError, "unknown", 1],
    [answer(302, body), mycpaas.UnexpectedStatusError, "rejected", 1],
    [answer(201, "{"), mycpaas.DecodeError, "accepted", 1],
    [answer(201, " ".repeat(5000)), mycpaas.ResponseTooLargeError, "accepted", 1],
    [CLOSE, mycpaas.ConnectionError, "unknown", 1],
    [STALL, mycpaas.TimeoutError, "unknown", 1],
  ];
  for (const [fault, Class, delivery, posts] of faults) {
    const server = await serve(fault);
    const client = server.client({ readTimeout: 300, maxResponseSize: 4000, retries: { baseDelay: 1 } });
    const error = await failure(client.calls.create(CREATE));
    assert.equal(error.constructor, Class, inspect(error));
    assert.equal(error.name, Class.name);
    assert.ok(error instanceof MycpaasError && error instanceof Error);
    assert.equal(error.delivery, delivery);
    assert.equal(error.mayHaveBeenPlaced, delivery === "unknown" || delivery === "accepted");
    assert.equal(error.attempts, posts);
    assert.equal((await server.received()).length, posts, Class.name);
    if (error instanceof APIError && !(Class === mycpaas.UnexpectedStatusError)) {
      assert.deepEqual([error.apiCode, error.moreInfo], [body.code, body.more_info]);
    }
    await server.stop();
  }
  const refused = (await startServer("refused")).client({ retries: 0 });
  const error = await failure(refused.calls.create(CREATE));
  assert.deepEqual(
    [error.constructor, error.delivery, error.code],
    [mycpaas.ConnectionError, "not_sent", "MYCPAAS_CONNECTION"],
  );
  assert.ok(error.cause instanceof Error);
});

test("arguments of every wrong type reject with the name of the parameter, and send nothing", async () => {
  const server = await serve();
  const { calls } = server.client();
  const hostile = new Proxy({}, { get: () => assert.fail("nobody asks it") });
  const half = "+49\ud800";
  const values = [
    5,
    5n,
    true,
    Number.NaN,
    {},
    [],
    [5],
    () => 1,
    Symbol("x"),
    new Date(Number.NaN),
    hostile,
    half,
    Buffer.from("x"),
  ];
  for (const value of values) {
    assert.equal((await failure(calls.create({ ...CREATE, to: value }))).parameter, "to");
    assert.equal((await failure(calls.fetch(value))).parameter, "sid");
    assert.equal((await failure(calls.redirect("CA1", value))).parameter, "url");
    if (typeof value !== "number" || Number.isNaN(value)) {
      assert.equal((await failure(calls.create({ ...CREATE, timeout: value }))).parameter, "timeout");
      assert.equal((await failure(calls.create(CREATE, { timeout: value }))).parameter, "timeout");
      assert.equal((await failure(calls.list({ pageSize: value }).firstPage())).parameter, "pageSize");
      assert.equal((await failure(calls.list({ limit: value }).firstPage())).parameter, "limit");
    }
    if (value !== true) {
      assert.equal((await failure(calls.create({ ...CREATE, record: value }))).parameter, "record");
    }
    if (!Array.isArray(value) || value.length > 0) {
      assert.equal(
        (await failure(calls.create({ ...CREATE, statusCallbackEvent: value }))).parameter,
        "statusCallbackEvent",
      );
      assert.equal((await failure(calls.wait("CA1", { until: value }))).parameter, "until");
    }
    assert.equal((await failure(calls.create(CREATE, { signal: value }))).parameter, "signal");
  }
  for (const given of [undefined, null, 5, "text", []]) {
    assert.ok((await failure(calls.create(given))) instanceof InvalidArgumentError, inspect(given));
    assert.ok((await failure(calls.update("CA1", given))) instanceof InvalidArgumentError, inspect(given));
  }
  assert.match((await failure(calls.create({ ...CREATE, twiml: "<Response/>" }))).message, /^twiml: .*extra/);
  assert.match((await failure(calls.create(CREATE, { tiemout: 5 }))).message, /^tiemout: .*timeout/);
  assert.deepEqual(await server.received(), []);
});

test("a stack leads to where the call was awaited", async () => {
  const server = await serve(answer(404, {}));
  async function placesTheCall() {
    return await server.client().calls.create(CREATE);
  }
  const error = await failure(placesTheCall());
  assert.match(error.stack, /at async Calls\.create .*\n(?:.*\n)*?\s+at async placesTheCall/);
});

test("an error can be written as JSON and shown, with what matters in front", async () => {
  const server = await serve(answer(503, { message: "busy" }, { "Retry-After": "7", "X-Request-Id": "RQ1" }));
  const error = await failure(server.client().calls.create(CREATE));
  const { stack, ...written } = JSON.parse(JSON.stringify(error));
  assert.equal(stack, undefined);
  assert.deepEqual(
    [
      written.name,
      written.kind,
      written.httpStatus,
      written.retryAfter,
      written.requestId,
      written.mayHaveBeenPlaced,
    ],
    ["ServerError", "server", 503, 7000, "RQ1", true],
  );
  assert.match(written.message, /must not be blindly repeated/);
  assert.match(inspect(error), /delivery: 'unknown'/);
  assert.deepEqual([error.metadata.httpStatus, error.metadata.requestId], [503, "RQ1"]);
  const nameless = await failure((await serve(answer(404, {}))).client().calls.fetch("CA1"));
  assert.deepEqual([nameless.requestId, nameless.metadata.requestId], [undefined, undefined]);
});

test("values that nobody knows come through, and a call is plain data", async () => {
  const server = await serve(
    answer(200, {
      ...CALL,
      status: "teleporting",
      price: "-0.0300",
      loudness: 4,
      date_created: "gestern",
      duration: "15",
    }),
  );
  const call = await server.client().calls.fetch("CA1");
  assert.deepEqual(JSON.parse(JSON.stringify(call)), {
    sid: CALL.sid,
    status: "teleporting",
    direction: "outbound-api",
    dateCreatedRaw: "gestern",
    duration: 15,
    price: "-0.0300",
    extra: { loudness: 4 },
  });
  assert.equal(Object.getPrototypeOf(call), Object.prototype);
  assert.deepEqual([call.metadata.httpStatus, call.metadata.attempts], [200, 1]);
});
