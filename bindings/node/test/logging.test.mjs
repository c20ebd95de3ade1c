// Logs: what a logger hears, and what it never does.

import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { test } from "node:test";
import { answer, CALL, CREATE, serve, TOKEN } from "./support/fault-server.mjs";
import { run } from "./support/programs.mjs";

function collector() {
  const lines = [];
  const take = (level) => (message, fields) => lines.push({ level, message, fields });
  return {
    lines,
    logger: { debug: take("debug"), info: take("info"), warn: take("warn"), error: take("error") },
  };
}

test("a logger hears of each request, without secrets and whole numbers", async () => {
  const server = await serve(answer(429, {}), answer(201, CALL));
  const { lines, logger } = collector();
  await server.client({ logger, retries: { baseDelay: 1 } }).calls.create(CREATE);
  assert.ok(lines.length >= 2);
  assert.ok(
    lines.some(({ fields }) => fields.operation === "calls.create"),
    JSON.stringify(lines),
  );
  const shown = JSON.stringify(lines);
  for (const secret of [TOKEN, CREATE.to, CREATE.from, "Basic "]) {
    assert.ok(!shown.includes(secret), shown);
  }
});

test("a logger hears in the context of the caller", async () => {
  const server = await serve();
  const storage = new AsyncLocalStorage();
  const heard = [];
  const client = server.client({ logger: { debug: () => heard.push(storage.getStore()) } });
  await Promise.all(["one", "two"].map((name) => storage.run(name, () => client.calls.create(CREATE))));
  assert.deepEqual(new Set(heard), new Set(["one", "two"]));
});

test("a logger that fails, now or later, does not fail the request", async () => {
  const server = await serve();
  for (const debug of [
    () => {
      throw new Error("the disk is full");
    },
    async () => {
      throw new Error("the disk is full");
    },
    () => {
      throw Object.create(null);
    },
  ]) {
    const warned = new Promise((resolve) => process.once("warning", resolve));
    assert.equal((await server.client({ logger: { debug } }).calls.create(CREATE)).status, "queued");
    assert.match((await warned).message, /^mycpaas: the logger failed/);
  }
});

test("what is no logger is refused", async () => {
  const server = await serve();
  for (const logger of ["debug", 5, true, { log() {} }]) {
    assert.throws(() => server.client({ logger }), { name: "ConfigurationError", parameter: "logger" });
  }
});

test("MYCPAAS_LOG lets everything go to standard error", async () => {
  const server = await serve();
  const source = `
    import { Client } from "mycpaas";
    await new Client().calls.create(${JSON.stringify(CREATE)});
    await new Client({ logger: false }).calls.fetch("CA1");
  `;
  const said = await run(source, { env: { ...server.environment, MYCPAAS_LOG: "debug" } });
  assert.match(said, /^mycpaas debug .*operation=calls\.create/m);
  assert.doesNotMatch(said, /calls\.fetch/);
  assert.ok(!said.includes(TOKEN) && !said.includes(CREATE.to), said);
  assert.equal(await run(source, { env: { ...server.environment, MYCPAAS_LOG: "error" } }), "");
  const misspelt = run(source, { env: { ...server.environment, MYCPAAS_LOG: "debgu" } });
  await assert.rejects(misspelt, /MYCPAAS_LOG: "debgu" is given; debug, info/);
});
