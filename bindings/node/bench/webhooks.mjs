// What checking a signature costs, beside twilio, and what a tracker costs and holds, in one run.
//
//     taskset -c 1 node bench/webhooks.mjs
//
// The contenders take turns, and the median of the time for each request is printed.

import { createRequire } from "node:module";
import { cpuUsage, memoryUsage } from "node:process";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

const require = createRequire(import.meta.url);
const { CallTracker, parse, SignatureValidator } = require("mycpaas/webhooks");
const { validateRequest } = require("twilio");

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");

const ROUNDS = 40;
const REPEATS = 2_000;
const EVENTS = 1_000_000;
const KEY = "12345678901234567890123456789012";
const URL_SIGNED = "https://example.com/status?shop=1";
const TYPE = "application/x-www-form-urlencoded";

/** 18 parameters, as a status has them. */
const PARAMETERS = {
  CallSid: "CA0123456789abcdef0123456789abcdef",
  AccountSid: "AC0123456789abcdef0123456789abcdef",
  From: "+491234567890",
  To: "+491098765432",
  CallStatus: "completed",
  ApiVersion: "2010-04-01",
  Direction: "outbound-api",
  Timestamp: "Sat, 31 Jan 2026 10:00:00 +0000",
  CallbackSource: "call-progress-events",
  SequenceNumber: "3",
  CallDuration: "15",
  Duration: "1",
  CallerName: "Ann Söhne",
  Caller: "+491234567890",
  Called: "+491098765432",
  FromCity: "Köln",
  FromCountry: "DE",
  ToCountry: "DE",
};

function contenders() {
  const validator = new SignatureValidator({ keys: KEY });
  const body = Buffer.from(new URLSearchParams(PARAMETERS).toString());
  const { value } = validator.sign({ url: URL_SIGNED, headers: { "content-type": TYPE }, body });
  const headers = {
    host: "example.com",
    "user-agent": "service/1.1",
    "content-length": String(body.length),
    "content-type": TYPE,
    accept: "*/*",
    "x-twilio-signature": value,
    "accept-encoding": "gzip",
    connection: "close",
  };
  const request = { method: "POST", url: URL_SIGNED, headers, body };
  return {
    "mycpaas, from the bytes": () => validator.validate(request).valid,
    "mycpaas, checked and read": () =>
      validator.validate(request).valid && parse(body, { contentType: TYPE }).kind === "status",
    "twilio, from parameters that were read": () => validateRequest(KEY, value, URL_SIGNED, PARAMETERS),
    "twilio, read and checked": () =>
      validateRequest(KEY, value, URL_SIGNED, Object.fromEntries(new URLSearchParams(body.toString()))),
  };
}

function microseconds(check) {
  const before = cpuUsage();
  for (let count = 0; count < REPEATS; count += 1) {
    if (!check()) {
      throw new Error("it is genuine");
    }
  }
  const { user, system } = cpuUsage(before);
  return (user + system) / REPEATS;
}

function signatures() {
  const checks = Object.entries(contenders()).map(([name, check]) => ({ name, check, times: [] }));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { check, times } of checks) {
      collect();
      times.push(microseconds(check));
    }
  }
  console.log("A signature of 18 parameters, in µs:");
  for (const { name, times } of checks) {
    const sorted = times.sort((one, other) => one - other);
    console.log(`  ${name.padEnd(40)}${sorted[sorted.length >> 1].toFixed(1).padStart(7)}`);
  }
}

/** A million events of 250,000 calls, and how much memory there is after each quarter. */
function events() {
  const tracker = new CallTracker();
  const steps = ["initiated", "ringing", "in-progress", "completed"];
  const began = performance.now();
  console.log("A tracker, fed with a million events:");
  for (let count = 0; count < EVENTS; count += 1) {
    const fields = [
      ["CallSid", `CA${count >> 2}`],
      ["CallStatus", steps[count & 3]],
      ["SequenceNumber", String(count & 3)],
    ];
    tracker.record({ kind: "status", fields });
    if ((count + 1) % (EVENTS / 4) === 0) {
      collect();
      // Without the room that V8 keeps for young objects.
      const { rss, heapTotal, heapUsed } = memoryUsage();
      const megabytes = ((rss - heapTotal + heapUsed) / 2 ** 20).toFixed(0);
      console.log(`  after ${count + 1}: ${tracker.size} calls, ${megabytes} MiB`);
    }
  }
  console.log(`  ${(((performance.now() - began) / EVENTS) * 1e3).toFixed(2)} µs an event`);
}

signatures();
events();
