// The simulator in this process: callees, documents of a real web application, faults, and what it remembers.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, test } from "node:test";
import { ConnectionError, InvalidArgumentError, NotFoundError, TimeoutError } from "mycpaas";
import { CONTENT_TYPE, VoiceResponse } from "mycpaas/laml";
import { Callee, Fault, Simulator, Transcript } from "mycpaas/testing";
import { CREATE } from "./support/create.mjs";
import { run } from "./support/programs.mjs";

const menu = new VoiceResponse();
menu.gather({ numDigits: 1, action: "/thanks" }, (gather) => gather.say("Drücken Sie die Eins."));
const thanks = new VoiceResponse();
thanks.say("Danke.");

const web = createServer((request, response) => {
  response.setHeader("Content-Type", CONTENT_TYPE);
  response.end(String(request.url === "/thanks" ? thanks : menu));
});
web.listen(0, "127.0.0.1");
await once(web, "listening");
const url = `http://127.0.0.1:${web.address().port}/voice`;
after(() => web.close());

async function start(t, options) {
  const simulator = await Simulator.start(options);
  t.after(() => simulator.stop());
  return simulator;
}

test("a callee presses a key and is thanked", async (t) => {
  const simulator = await start(t);
  simulator.setCallee(CREATE.to, new Callee({ answersAfter: 3000, presses: "1" }));
  const call = await simulator.client().calls.create({ ...CREATE, url });
  const transcript = await simulator.waitForEnd(call.sid);
  assert.deepEqual(transcript.heard, ["Drücken Sie die Eins.", "Danke."]);
  assert.deepEqual(transcript.pressed, ["1"]);
  assert.deepEqual(transcript.statuses, ["queued", "initiated", "ringing", "in-progress", "completed"]);
  assert.match(String(transcript), /says +"Danke\."/);
  assert.deepEqual(transcript.findings, []);
  const steps = [];
  for await (const step of simulator.follow(call.sid)) {
    steps.push(step);
  }
  assert.deepEqual(steps, transcript.steps);
  assert.equal(steps.find(({ kind }) => kind === "document").httpStatus, 200);
  assert.ok(await simulator.waitForStatus(call.sid, "ringing"));
  assert.ok(!(await simulator.waitForStatus(call.sid, "busy")));
  assert.deepEqual(
    simulator.calls.map(({ sid, status }) => [sid, status]),
    [[call.sid, "completed"]],
  );
});

test("callees are busy, away, or follow a script", async (t) => {
  const simulator = await start(t, {
    defaultCallee: "busy",
    callees: { [CREATE.to]: Callee.noAnswer() },
  });
  const { calls } = simulator.client();
  const end = async (to) => {
    const call = await calls.create({ ...CREATE, to, url });
    return (await simulator.waitForEnd(call.sid)).statuses.at(-1);
  };
  assert.deepEqual([await end(CREATE.to), await end("+4915100000")], ["no-answer", "busy"]);
  simulator.setDefaultCallee(Callee.unreachable());
  assert.equal(await end("+4915100000"), "failed");
  assert.throws(() => simulator.setCallee(CREATE.to, "dance"), InvalidArgumentError);
  assert.throws(() => simulator.setCallee(CREATE.to, 5), InvalidArgumentError);
});

test("faults go wrong as often as they are asked to", async (t) => {
  const simulator = await start(t);
  const { calls } = simulator.client();
  simulator.inject(Fault.closeInsteadOfAnswering({ method: "post" }));
  await assert.rejects(
    calls.create({ ...CREATE, url }),
    (error) => error instanceof ConnectionError && error.mayHaveBeenPlaced,
  );
  assert.equal(simulator.calls.length, 1);
  assert.equal(simulator.received("POST", "/Calls.json").length, 1);
  simulator.inject(Fault.answer(429, { headers: { "Retry-After": "0" } }), 2);
  const call = await calls.create({ ...CREATE, url });
  assert.equal(call.metadata.attempts, 3);
  const [request] = simulator.received("POST");
  assert.deepEqual(Object.fromEntries(request.form), { To: CREATE.to, From: CREATE.from, Url: url });
  simulator.reset();
  assert.deepEqual([simulator.calls, simulator.receivedCount], [[], 0]);
  assert.throws(() => simulator.inject("close"), InvalidArgumentError);
  for (const wrong of [
    () => simulator.inject(Fault.answer(99)),
    () => simulator.inject(Fault.answer(99_999)),
    () => Fault.answer("500"),
    () => Fault.answer(500, { bodi: "" }),
    () => Fault.delay(1, { path: 5 }),
  ]) {
    assert.throws(wrong, InvalidArgumentError);
  }
});

test("what is waited for in vain is told, and what is unknown too", async (t) => {
  const simulator = await start(t, { clock: "real" });
  const call = await simulator.client().calls.create({ ...CREATE, url });
  await assert.rejects(simulator.waitForEnd(call.sid, { timeout: 20 }), (error) => {
    assert.ok(error instanceof TimeoutError);
    assert.match(error.message, /its last step is/);
    return true;
  });
  const waiting = simulator.waitForEnd(call.sid, { signal: AbortSignal.timeout(20) });
  await assert.rejects(waiting, { name: "AbortError" });
  assert.throws(() => simulator.transcript("CA0"), NotFoundError);
  assert.ok(simulator.transcript(call.sid) instanceof Transcript);
  await assert.rejects(simulator.waitForEnd("CA0"), NotFoundError);
  await assert.rejects(simulator.waitForEnd(call.sid, { signal: new AbortController() }), {
    parameter: "signal",
  });
  await assert.rejects(simulator.waitForEnd(call.sid, { timout: 5 }), { parameter: "timout" });
  for (const wrong of [
    { ownNumbers: [5] },
    { dialect: 5 },
    { clock: {} },
    { accountSid: 5 },
    { callees: { "+49": 5 } },
  ]) {
    await assert.rejects(Simulator.start(wrong), InvalidArgumentError);
  }
  await assert.rejects(Simulator.start({ dialect: "klingon" }), /dialect/);
  await assert.rejects(Simulator.start({ prot: 5 }), /prot/);
});

test("a simulator keeps no process alive", async () => {
  const source = `
    import { Simulator } from "mycpaas/testing";
    const simulator = await Simulator.start();
    process.stdout.write(simulator.url.replace(/[0-9]{2,}:[0-9]+|[0-9]{4,}/, ""));
  `;
  assert.match(await run(source, { limit: 10_000 }), /^http:/);
});
