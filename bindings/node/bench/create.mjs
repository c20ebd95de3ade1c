// What one create costs the client, beside its peers, in one run.
//
//     node bench/create.mjs [--calls 6400] [--rounds 5]
//
// Every contender runs in a process of its own on one core, the server on another; rounds are interleaved, and the
// median of the CPU time (user and system, all threads) for each call is printed.

import { execFileSync, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const require = createRequire(import.meta.url);
const ACCOUNT = "AC00000000000000000000000000000001";
const TOKEN = "token";
const PATH = `/api/laml/2010-04-01/Accounts/${ACCOUNT}/Calls.json`;
const CREATE = { to: "+491234567890", from: "+491098765432", url: "https://example.com/voice.xml" };
const FORM = { To: CREATE.to, From: CREATE.from, Url: CREATE.url };
const AUTHORIZATION = `Basic ${Buffer.from(`${ACCOUNT}:${TOKEN}`).toString("base64")}`;
const FLIGHTS = [1, 32, 64, 256];

/** Each returns a function that places a call and returns its SID. */
const CONTENDERS = {
  mycpaas(base) {
    const { Client } = require("mycpaas");
    const client = new Client({
      accountSid: ACCOUNT,
      authToken: TOKEN,
      baseUrl: `${base}/api/laml/2010-04-01`,
    });
    return async () => (await client.calls.create(CREATE)).sid;
  },
  undici(base) {
    const { Pool } = require("undici");
    const pool = new Pool(base);
    const headers = {
      authorization: AUTHORIZATION,
      accept: "application/json",
      "content-type": "application/x-www-form-urlencoded",
    };
    return async () => {
      const body = new URLSearchParams(FORM).toString();
      const answer = await pool.request({ path: PATH, method: "POST", headers, body });
      return (await answer.body.json()).sid;
    };
  },
  fetch(base) {
    return async () => {
      const options = {
        method: "POST",
        headers: { authorization: AUTHORIZATION },
        body: new URLSearchParams(FORM),
      };
      return (await (await fetch(base + PATH, options)).json()).sid;
    };
  },
  twilio(base) {
    const client = require("twilio")(ACCOUNT, TOKEN);
    client.api.baseUrl = base;
    return async () => (await client.calls.create(CREATE)).sid;
  },
  signalwire(base) {
    const { RestClient } = require("@signalwire/compatibility-api");
    const client = RestClient(ACCOUNT, TOKEN, { signalwireSpaceUrl: "example.signalwire.com" });
    client.api.baseUrl = base;
    return async () => (await client.calls.create(CREATE)).sid;
  },
};

async function contend(name, base, calls, flight) {
  const create = CONTENDERS[name](base);
  const together = (each) =>
    Promise.all(
      Array.from({ length: flight }, async () => {
        for (let left = each; left > 0; left -= 1) {
          await create();
        }
      }),
    );
  const each = Math.floor(calls / flight);
  // The compiler has seen everything, and connections are there.
  await together(Math.ceil(each / 4));
  const before = process.cpuUsage();
  await together(each);
  const { user, system } = process.cpuUsage(before);
  process.stdout.write(String((user + system) / (each * flight)));
  process.exit(0);
}

function median(values) {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];
}

async function compare(calls, rounds) {
  const here = fileURLToPath(new URL("server.mjs", import.meta.url));
  const server = spawn("taskset", ["-c", "0", process.execPath, here], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let base;
  for await (const line of createInterface({ input: server.stdout })) {
    base = line;
    break;
  }
  for (const flight of FLIGHTS) {
    const found = Object.fromEntries(Object.keys(CONTENDERS).map((name) => [name, []]));
    for (let round = 0; round < rounds; round += 1) {
      for (const [name, values] of Object.entries(found)) {
        const args = [
          "--contender",
          name,
          "--base",
          base,
          "--calls",
          String(calls),
          "--flight",
          String(flight),
        ];
        const program = fileURLToPath(import.meta.url);
        const command = ["-c", "1", process.execPath, program, ...args];
        values.push(
          Number(execFileSync("taskset", command, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] })),
        );
      }
    }
    console.log(`\n${flight} in flight: microseconds of CPU a create`);
    const own = median(found.mycpaas);
    for (const [name, values] of Object.entries(found)) {
      const [middle, least, most] = [median(values), Math.min(...values), Math.max(...values)];
      const columns = [middle.toFixed(1).padStart(8), `${(middle / own).toFixed(1).padStart(5)} times`];
      console.log(`  ${name.padEnd(12)} ${columns.join("  ")}   (${least.toFixed(1)} to ${most.toFixed(1)})`);
    }
  }
  server.kill();
}

const { values } = parseArgs({
  options: {
    calls: { type: "string", default: "6400" },
    rounds: { type: "string", default: "5" },
    contender: { type: "string" },
    base: { type: "string" },
    flight: { type: "string", default: "1" },
  },
});
if (values.contender !== undefined) {
  await contend(values.contender, values.base, Number(values.calls), Number(values.flight));
} else {
  await compare(Number(values.calls), Number(values.rounds));
}
