// Clients: settings, copies, raw requests, closing, and what they show of themselves.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { inspect } from "node:util";
import { Client, ConfigurationError, ConnectionError, InvalidArgumentError, TimeoutError } from "mycpaas";
import { ACCOUNT_SID, answer, CALL, CLOSE, CREATE, STALL, serve, TOKEN } from "./support/fault-server.mjs";
import { run } from "./support/programs.mjs";

const OWN = { accountSid: "AC1", authToken: TOKEN, baseUrl: "http://127.0.0.1:9/x" };

test("settings that are wrong are refused by their name", () => {
  const wrong = [
    ["accountSid", 5],
    ["authToken", { secret: TOKEN }],
    ["baseUrl", 5],
    ["baseUrl", "nowhere"],
    ["allowInsecureHttp", "yes"],
    ["connectTimeout", "5"],
    ["readTimeout", Number.NaN],
    ["timeout", -1],
    ["timeout", 0],
    ["retries", 1.5],
    ["retries", { maxRetries: "two" }],
    ["proxy", 5],
    ["proxy", "nowhere"],
    ["extraCaCertificates", 5],
    ["extraCaCertificates", "no certificate"],
    ["userAgentSuffix", "a\nb"],
    ["maxResponseSize", -5],
    ["maxResponseSize", 1.5],
    ["listEncoding", "both"],
    ["tiemout", 5],
  ];
  for (const [name, value] of wrong) {
    assert.throws(
      () => new Client({ ...OWN, [name]: value }),
      (error) => {
        assert.ok(
          error instanceof ConfigurationError || error instanceof InvalidArgumentError,
          inspect(error),
        );
        assert.match(error.message, new RegExp(name === "retries" ? "retries|max" : name));
        assert.ok(!inspect(error, { depth: 9 }).includes(TOKEN));
        return true;
      },
      `${name}: ${inspect(value)}`,
    );
  }
  assert.throws(() => new Client(null), InvalidArgumentError);
  assert.throws(() => new Client({ ...OWN, authToken: undefined }), /authToken|auth_token/);
});

test("the environment has what is not given", async () => {
  const server = await serve();
  const source = `
    import { Client } from "mycpaas";
    const call = await new Client().calls.create(${JSON.stringify(CREATE)});
    process.stdout.write(call.status);
  `;
  assert.equal(await run(source, { env: server.environment }), "queued");
  assert.equal((await server.received()).length, 1);
});

test("no way to look at a client shows its token", () => {
  const client = new Client({ ...OWN, proxy: `http://user:${TOKEN}@127.0.0.1:9`, logger: console });
  const things = [client, client.calls, client.calls.list(), client.withOptions({ timeout: 5 })];
  for (const thing of things) {
    const shown =
      inspect(thing, { depth: 20, showHidden: true, getters: true }) + JSON.stringify(thing) + String(thing);
    assert.ok(!shown.includes(TOKEN), shown);
  }
  assert.equal(inspect(client), "Client { accountSid: 'AC1', baseUrl: 'http://127.0.0.1:9/x' }");
});

test("options of one request hold for it alone, and those of a copy for all its requests", async () => {
  const server = await serve(CLOSE, STALL, answer(200, CALL));
  const client = server.client();
  const once = { retries: 0, headers: { "X-Trace": "1" }, accountSid: "AC2" };
  await assert.rejects(
    client.calls.fetch("CA1", once),
    (error) => error instanceof ConnectionError && error.attempts === 1,
  );
  await assert.rejects(
    client.calls.create(CREATE, { readTimeout: 200 }),
    (error) => error instanceof TimeoutError && error.mayHaveBeenPlaced,
  );
  const copy = client.withOptions({
    headers: [
      ["X-A", "1"],
      ["X-A", "2"],
    ],
  });
  await copy.calls.fetch("CA1", { headers: { "X-B": ["3", "4"] } });
  await client.calls.fetch("CA1");
  const own = (request) =>
    request.headers.filter(([name]) => name.startsWith("x-")).map(([, value]) => value);
  const received = await server.received();
  assert.deepEqual(received.map(own), [["1"], [], ["1", "2", "3", "4"], []]);
  assert.deepEqual(
    received.map(({ path }) => path.includes("/AC2/")),
    [true, false, false, false],
  );
});

test("a raw request sends what it is given", async () => {
  const server = await serve(answer(200, { ok: true }, { "X-Request-Id": "RQ1" }));
  const client = server.client();
  const requests = [
    { query: { PageSize: "1" } },
    {
      form: [
        ["A", "1"],
        ["A", "2"],
      ],
    },
    { form: { A: ["1", "2"] } },
    { body: "ä", contentType: "text/plain" },
    { body: new Uint8Array([0, 255]), contentType: "application/octet-stream" },
  ];
  for (const request of requests) {
    const response = await client.request("POST", "Calls/CA1/Recordings.json", request);
    assert.deepEqual(response.json(), { ok: true });
    assert.equal(response.metadata.requestId, "RQ1");
    assert.equal(inspect(response), "Response { httpStatus: 200, 11 bytes }");
  }
  const bodies = (await server.received()).map(({ body }) => body);
  assert.deepEqual(bodies, ["", "A=1&A=2", "A=1&A=2", "ä", { base64: "AP8=" }]);
  await assert.rejects(client.request("POST", "x", { body: "x" }), { parameter: "contentType" });
  await assert.rejects(client.request("POST", "x", { body: 5, contentType: "x" }), { parameter: "body" });
});

test("a closed client sends nothing, and its connections are closed", async () => {
  const server = await serve();
  const client = server.client();
  await client.calls.create(CREATE);
  client.close();
  await server.wait({ open_connections_at_most: 0 });
  await assert.rejects(client.calls.create(CREATE), ConfigurationError);
  assert.equal(inspect(client), "Client { closed }");
  const other = server.client();
  await other[Symbol.asyncDispose]();
  await assert.rejects(other.calls.fetch("CA1"), ConfigurationError);
  assert.equal((await server.received()).length, 1);
});

test("requests share connections", async () => {
  const server = await serve();
  const client = server.client();
  for (let count = 0; count < 10; count += 1) {
    await client.calls.create(CREATE);
    await client.withOptions({ retries: 0 }).calls.fetch("CA1", { readTimeout: 5000 });
  }
  const { received, connections } = await server.record();
  assert.equal(received.length, 20);
  // One may be asked for in the moment in which it comes back.
  assert.ok(connections <= 3, `${connections} connections`);
});

test("a thousand requests in flight all end", async () => {
  const server = await serve();
  const client = server.client({ timeout: 60_000, connectTimeout: 30_000 });
  const calls = await Promise.all(Array.from({ length: 1000 }, () => client.calls.create(CREATE)));
  assert.ok(calls.every((call) => call.status === "queued"));
  assert.equal((await server.received()).length, 1000);
});

test("CommonJS and ES modules have the same classes", async () => {
  const require = createRequire(import.meta.url);
  for (const entry of ["mycpaas", "mycpaas/laml", "mycpaas/testing"]) {
    const [cjs, esm] = [require(entry), await import(entry)];
    const names = Object.keys(esm).sort();
    assert.ok(names.length > 0);
    assert.deepEqual(Object.keys(cjs).sort(), names);
    assert.ok(names.every((name) => cjs[name] === esm[name]));
  }
  assert.match(require("mycpaas").version, /^\d+\.\d+\.\d+$/);
  assert.equal(new Client({ ...OWN, accountSid: ACCOUNT_SID }) instanceof require("mycpaas").Client, true);
});
