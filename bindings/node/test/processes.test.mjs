// Threads, processes and their ends.

import assert from "node:assert/strict";
import { once } from "node:events";
import { join } from "node:path";
import { test } from "node:test";
import { Worker } from "node:worker_threads";
import { CREATE, STALL, serve } from "./support/fault-server.mjs";
import { run, start } from "./support/programs.mjs";

const PROGRAMS = join(import.meta.dirname, "programs");
const PLACE = `import { Client } from "mycpaas"; const client = new Client(); const CREATE = ${JSON.stringify(CREATE)};`;

function worker(server, data) {
  return new Worker(join(PROGRAMS, "worker.mjs"), { workerData: { settings: server.settings, ...data } });
}

test("several threads place calls at the same time, again and again", async () => {
  const server = await serve();
  for (let round = 0; round < 3; round += 1) {
    const workers = Array.from({ length: 4 }, () => worker(server, { calls: 25 }));
    const ends = workers.map(async (one) => {
      let ended;
      one.on("message", (message) => {
        ended = message.ended ?? ended;
      });
      const [code] = await once(one, "exit");
      return [code, ended];
    });
    assert.deepEqual(await Promise.all(ends), Array(4).fill([0, 25]));
  }
  assert.equal((await server.received()).length, 300);
});

test("threads that are terminated with requests in flight take them along", { timeout: 60_000 }, async () => {
  const stalled = await serve(STALL);
  const waiting = Array.from({ length: 3 }, () => worker(stalled, { flight: 5 }));
  await stalled.wait({ requests: 15 });
  await Promise.all(waiting.map((one) => one.terminate()));
  await stalled.wait({ open_connections_at_most: 0 });

  const busy = await serve();
  for (let round = 0; round < 5; round += 1) {
    const workers = Array.from({ length: 3 }, () => worker(busy, { flight: 8 }));
    await Promise.all(workers.map((one) => once(one, "message")));
    await Promise.all(workers.map((one) => one.terminate()));
  }
  assert.equal((await busy.client().calls.create(CREATE)).status, "queued");
});

test("a process ends with requests in flight", async () => {
  const server = await serve(STALL);
  for (const [end, code] of [
    ["process.exit(7)", 7],
    ["throw new Error('no')", 1],
  ]) {
    const source = `${PLACE}
      const calls = Array.from({ length: 20 }, () => client.calls.create(CREATE));
      Promise.allSettled(calls);
      setImmediate(() => { ${end} });
    `;
    const args = ["--input-type=module", "--eval", source];
    const ended = await start(args, { env: server.environment });
    assert.equal(ended.code, code, ended.output);
  }
});

test("an idle client keeps no process alive, and a request in flight does", async () => {
  const server = await serve();
  const source = `${PLACE}
    client.calls.create(CREATE).then((call) => process.stdout.write(call.status));
    process.on("exit", () => process.stdout.write(" end"));
  `;
  assert.equal(await run(source, { env: server.environment, limit: 5000 }), "queued end");
});

test("a rejection that nobody handles is one, and no other is made", async () => {
  const server = await serve(STALL);
  const source = `${PLACE}
    let unhandled = 0;
    process.on("unhandledRejection", () => { unhandled += 1; });
    const controller = new AbortController();
    const kept = Array.from({ length: 50 }, () => client.calls.create(CREATE, { signal: controller.signal }));
    const ended = Promise.allSettled(kept);
    setImmediate(() => controller.abort());
    await ended;
    await Promise.allSettled([client.calls.create({}), client.calls.list({ limit: -1 }).firstPage()]);
    await new Promise((resolve) => setImmediate(resolve));
    process.stdout.write(String(unhandled));
  `;
  assert.equal(await run(source, { env: server.environment }), "0");
});

test("a cluster places calls in every worker", async () => {
  const server = await serve();
  const ended = await start([join(PROGRAMS, "cluster.mjs")], { env: server.environment, limit: 30_000 });
  assert.deepEqual([ended.code, ended.output], [0, ""]);
  assert.equal((await server.received()).length, 3 * 20 + 2);
});

test("a copy of this library that nobody uses any more is forgotten", async () => {
  const server = await serve();
  const source = `
    import { createRequire } from "node:module";
    import { setFlagsFromString } from "node:v8";
    import { runInNewContext } from "node:vm";
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc");
    const COPIES = 20;
    let forgotten = 0;
    const registry = new FinalizationRegistry(() => { forgotten += 1; });
    for (let copy = 0; copy < COPIES; copy += 1) {
      // Of its own, since it keeps what it has loaded.
      const require = createRequire(${JSON.stringify(join(import.meta.dirname, "x.cjs"))});
      for (const path of Object.keys(require.cache)) if (path.includes("mycpaas")) delete require.cache[path];
      const fresh = require("mycpaas");
      registry.register(fresh.CallList, undefined);
      await new fresh.Client().calls.create(${JSON.stringify(CREATE)});
    }
    while (forgotten < COPIES - 2) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      collect();
    }
    process.exit(0);
  `;
  await run(source, { env: server.environment, limit: 20_000 });
});
