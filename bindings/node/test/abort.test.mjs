// Signals: before, during and after a request. The request really stops.

import assert from "node:assert/strict";
import { test } from "node:test";
import { AbortError, MycpaasError } from "mycpaas";
import { answer, CALL, CREATE, page, STALL, serve } from "./support/fault-server.mjs";

const NEXT = "/api/laml/2010-04-01/Accounts/AC0123456789abcdef/Calls.json?Page=1";

test("what is aborted before it begins is not sent", async () => {
  const server = await serve();
  const signal = AbortSignal.abort("changed my mind");
  await assert.rejects(server.client().calls.create(CREATE, { signal }), (error) => {
    assert.ok(error instanceof AbortError && error instanceof MycpaasError);
    const { name, kind, code, message, delivery, mayHaveBeenPlaced, cause } = error;
    assert.deepEqual(
      { name, kind, code, message, delivery, mayHaveBeenPlaced, cause },
      {
        name: "AbortError",
        kind: "cancelled",
        code: "ABORT_ERR",
        message: "The request was aborted",
        delivery: "not_sent",
        mayHaveBeenPlaced: false,
        cause: "changed my mind",
      },
    );
    return true;
  });
  assert.deepEqual(await server.received(), []);
});

test("what is aborted in flight closes its connection, and says that the call may exist", async () => {
  const server = await serve(STALL);
  const controller = new AbortController();
  const creating = server.client().calls.create(CREATE, { signal: controller.signal });
  await server.wait({ requests: 1 });
  controller.abort();
  await assert.rejects(creating, (error) => {
    assert.ok(error instanceof AbortError);
    const { kind, code, delivery, mayHaveBeenPlaced } = error;
    assert.deepEqual([kind, code, delivery, mayHaveBeenPlaced], ["cancelled", "ABORT_ERR", "unknown", true]);
    assert.match(error.message, /^The request was aborted\. The call may .* must not be blindly repeated/);
    return true;
  });
  await server.wait({ open_connections_at_most: 0 });
  assert.equal((await server.received()).length, 1);
});

test("what is aborted afterwards has ended, and no listener stays", async () => {
  const server = await serve();
  const controller = new AbortController();
  let listeners = 0;
  const { addEventListener, removeEventListener } = controller.signal;
  controller.signal.addEventListener = function (...given) {
    listeners += 1;
    addEventListener.apply(this, given);
  };
  controller.signal.removeEventListener = function (...given) {
    listeners -= 1;
    removeEventListener.apply(this, given);
  };
  const call = await server.client().calls.create(CREATE, { signal: controller.signal });
  controller.abort();
  assert.deepEqual([call.status, listeners], ["queued", 0]);
});

test("a wait and an iteration end when they are aborted", async () => {
  const waited = await serve(answer(200, CALL));
  const waiting = waited.client().calls.wait("CA1", {}, { signal: AbortSignal.timeout(100) });
  await assert.rejects(
    waiting,
    (error) => error.name === "AbortError" && error.cause.name === "TimeoutError",
  );

  const listed = await serve(page(0, 2, NEXT), STALL);
  const controller = new AbortController();
  const seen = [];
  const iterating = (async () => {
    for await (const call of listed.client().calls.list({}, { signal: controller.signal })) {
      seen.push(call.sid);
    }
  })();
  await listed.wait({ requests: 2 });
  controller.abort();
  await assert.rejects(iterating, AbortError);
  await listed.wait({ open_connections_at_most: 0 });
  assert.deepEqual(seen, ["CA0", "CA1"]);
});

test("aborting one of a thousand leaves the others alone", async () => {
  const server = await serve();
  const client = server.client({ timeout: 60_000, connectTimeout: 30_000 });
  const controllers = Array.from({ length: 1000 }, () => new AbortController());
  const creating = controllers.map(({ signal }) => client.calls.create(CREATE, { signal }));
  for (const controller of controllers.slice(0, 500)) {
    controller.abort();
  }
  const ended = await Promise.allSettled(creating);
  assert.ok(ended.slice(0, 500).every(({ reason }) => reason?.name === "AbortError"));
  assert.ok(ended.slice(500).every(({ status }) => status === "fulfilled"));
  assert.ok((await server.received()).length >= 500);
});
