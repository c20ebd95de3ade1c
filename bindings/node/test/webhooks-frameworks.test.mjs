// An application in each framework, driven through a whole menu by the simulator, which signs in every way.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import { getRequestListener } from "@hono/node-server";
import express from "express";
import fastify from "fastify";
import { Hono } from "hono";
import { Callee, Simulator } from "mycpaas/testing";
import {
  expressWebhook,
  fastifyWebhook,
  honoWebhook,
  httpWebhook,
  koaWebhook,
  SignatureValidator,
} from "mycpaas/webhooks";
import { CREATE } from "./support/create.mjs";
import { FRAMEWORKS, HOURS, KEY, PROMPT, startMenu } from "./support/menu.mjs";

const FORM = "application/x-www-form-urlencoded";
const WAYS = [
  { signature: "twilio" },
  { signature: "twilio-sha256", webhookFormat: "json" },
  { signature: "signalwire" },
  { signature: "signalwire-raw", webhookFormat: "json" },
];
const STATUSES = ["initiated", "ringing", "in-progress", "completed"];

/** Lets the simulator call, and press a wrong key and the right one. */
async function call(t, { origin }, way) {
  const simulator = await Simulator.start({ signingKey: KEY, ...way });
  t.after(() => simulator.stop());
  simulator.setCallee(CREATE.to, new Callee({ presses: ["7", "1"] }));
  const { sid } = await simulator.client().calls.create({
    ...CREATE,
    url: `${origin}/voice`,
    statusCallback: `${origin}/status`,
    statusCallbackEvent: ["initiated", "ringing", "answered", "completed"],
  });
  return await simulator.waitForEnd(sid);
}

/** Sends a request as it is, and returns the status, and the body of the answer. */
async function send({ origin }, path, { method = "POST", headers = {}, body = "" } = {}) {
  const { hostname, port } = new URL(origin);
  const lines = Object.entries({ Host: `${hostname}:${port}`, Connection: "close", ...headers });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  const length = `Content-Length: ${Buffer.byteLength(body)}\r\n`;
  const socket = connect(Number(port), hostname);
  socket.write(`${method} ${path} HTTP/1.1\r\n${head}${length}\r\n${body}`);
  const answer = await text(socket);
  return { status: Number(answer.split(" ")[1]), body: answer.slice(answer.indexOf("\r\n\r\n") + 4), answer };
}

function signed({ validator }, url, { method = "POST", body = "" } = {}) {
  const headers = { "Content-Type": FORM };
  return { method, body, headers: { ...headers, ...validator.sign({ method, url, headers, body }).headers } };
}

for (const framework of FRAMEWORKS) {
  for (const way of WAYS) {
    test(`${framework}: a menu, ${Object.values(way)}`, { timeout: 30_000 }, async (t) => {
      const application = await startMenu(t, framework);
      const transcript = await call(t, application, way);
      assert.deepEqual(transcript.heard, [PROMPT, PROMPT, HOURS], String(transcript));
      assert.deepEqual(
        transcript.webhooks.map(({ httpStatus }) => httpStatus),
        [200, 200, 200, 200],
      );
      assert.deepEqual([transcript.findings, transcript.failure], [[], undefined]);
      const { seen, tracker } = application;
      assert.deepEqual(
        seen.changes,
        STATUSES.map((word) => `changed ${word}`),
      );
      assert.deepEqual([seen.ended, seen.refused, tracker.size], [1, [], 1]);
      assert.ok(seen.bodies.every((body) => body === undefined || body.includes("CA")));
    });
  }

  test(`${framework}: what is forged is refused, and what comes twice counts once`, async (t) => {
    const application = await startMenu(t, framework);
    const { seen } = application;
    const body = "CallSid=CA1&CallStatus=completed&Note=it%27s";
    const genuine = signed(application, "/status", { body });
    for (const expected of ["changed", "repeated"]) {
      assert.equal((await send(application, "/status", genuine)).status, 200);
      assert.equal(seen.changes.at(-1), `${expected} completed`);
    }
    const forged = [
      { body, headers: { "Content-Type": FORM } },
      { ...genuine, body: body.replace("CA1", "CA2") },
      { ...genuine, headers: { ...genuine.headers, "X-Twilio-Signature": "nonsense" } },
    ];
    for (const request of forged) {
      const { status, answer } = await send(application, "/status", request);
      assert.deepEqual([status, answer.includes("ignature")], [403, false]);
    }
    assert.deepEqual(seen.refused, ["missing_header", "mismatch", "malformed_header"]);
    assert.deepEqual([seen.ended, seen.changes.length], [1, 2]);
  });

  test(`${framework}: what is answered with nothing is answered with 200`, async (t) => {
    const application = await startMenu(t, framework);
    const body = "CallSid=CA1&CallStatus=completed";
    const answer = await fetch(`${application.origin}/silent`, signed(application, "/silent", { body }));
    assert.deepEqual([answer.status, await answer.text()], [200, ""]);
    if (framework !== "hono") {
      // What adapts Hono to Node gives every answer a type.
      assert.equal(answer.headers.get("Content-Type"), null);
    }
  });

  test(`${framework}: other methods, and what cannot be read`, async (t) => {
    const application = await startMenu(t, framework);
    const url = "/voice?CallSid=CA1&From=%2B49&q='%7e";
    const document = await send(application, url, signed(application, url, { method: "GET" }));
    assert.equal(document.status, 200);
    assert.match(document.answer, /content-type: application\/xml\r\n/i);
    assert.ok(document.body.includes(PROMPT));
    const query = "/voice?CallSid=%zz";
    const unreadable = await send(application, query, signed(application, query, { method: "GET" }));
    assert.equal(unreadable.status, 400);
    assert.deepEqual(application.seen.refused, ["webhook"]);
    const body = `a=${"b".repeat(3000)}`;
    assert.equal((await send(application, "/voice", signed(application, "/voice", { body }))).status, 413);
    const broken = await send(application, "/broken", signed(application, "/broken"));
    assert.equal(broken.status, 500);
  });
}

/** Serves it, and returns what a signed request is answered with. */
async function ask(t, listener) {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  const origin = `http://127.0.0.1:${server.address().port}`;
  const request = signed({ validator: VALIDATOR }, "/", { body: "CallSid=CA1&Digits=5%31" });
  return await send({ origin }, "/", request);
}

const VALIDATOR = new SignatureValidator({ keys: KEY, publicUrl: "https://shop.example" });
const keep = (request, _, body) => {
  request.rawBody = body;
};

test("parsers of bodies that keep the bytes may come before", async (t) => {
  const answer = ({ digits }) => `<Response>${digits}</Response>`;
  for (const parser of [express.raw({ type: "*/*" }), express.urlencoded({ verify: keep })]) {
    const application = express().use(
      parser,
      expressWebhook({ validator: VALIDATOR, kind: "gather" }, answer),
    );
    assert.equal((await ask(t, application)).body, "<Response>51</Response>");
  }
  const hono = new Hono().use(async (context, next) => {
    await context.req.text();
    await next();
  });
  hono.post("/", honoWebhook({ validator: VALIDATOR, kind: "gather" }, answer));
  assert.equal((await ask(t, getRequestListener(hono.fetch))).body, "<Response>51</Response>");
});

test("others are told what to do", async (t) => {
  const application = express().use(express.urlencoded(), expressWebhook({ validator: VALIDATOR }));
  application.use((error, _request, response, _next) => response.status(500).send(error.message));
  assert.match((await ask(t, application)).body, /put webhooks before body parsers/);
  const quick = fastify({ logger: false });
  quick.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body));
  quick.post(
    "/",
    fastifyWebhook({ validator: VALIDATOR }, () => undefined),
  );
  await quick.ready();
  assert.match((await ask(t, quick.routing)).body, /register `fastifyBodies`/);
});

test("options that nobody reads are refused", () => {
  for (const make of [expressWebhook, koaWebhook, honoWebhook, httpWebhook, fastifyWebhook]) {
    assert.throws(() => make({ kinds: "gather" }, () => undefined), { parameter: "kinds" });
    assert.throws(() => make({ validator: KEY }, () => undefined), { parameter: "validator" });
    assert.throws(() => make({ onRefused: 5 }, () => undefined), { parameter: "onRefused" });
  }
});
