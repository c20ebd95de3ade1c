// Places many calls and lists as many, and says how memory and the event loop bear it.
//
//     node programs/memory.mjs 100000

import { monitorEventLoopDelay } from "node:perf_hooks";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Client } from "mycpaas";
import { CREATE } from "../support/create.mjs";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");
const calls = Number(process.argv[2] ?? 100_000);
const FLIGHT = 32;
const WARM_UP = 8000;
const client = new Client();

/** Kibibytes that the process, and JavaScript in it, hold once nothing is in flight. */
async function held() {
  for (let turn = 0; turn < 5; turn += 1) {
    collect();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { rss, heapUsed, external } = process.memoryUsage();
  return { process: rss / 1024, javascript: (heapUsed + external) / 1024 };
}

async function create(count) {
  const worker = async () => {
    for (let left = count / FLIGHT; left > 0; left -= 1) {
      await client.calls.create(CREATE);
    }
  };
  await Promise.all(Array.from({ length: FLIGHT }, worker));
}

async function list(count) {
  let left = count;
  while (left > 0) {
    for await (const _ of client.calls.list({ pageSize: 100, limit: left })) {
      left -= 1;
    }
  }
}

for (const [name, work] of Object.entries({ create, list })) {
  // Memory grows to the size that this work asks for, and then stays.
  await work(Math.max(calls, WARM_UP));
  const before = await held();
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await work(calls);
  delay.disable();
  const after = await held();
  const grown = (what) => Math.round(after[what] - before[what]);
  const said = { name, calls, processKiB: grown("process"), javascriptKiB: grown("javascript") };
  console.log(JSON.stringify({ ...said, delayMs: Number((delay.max / 1e6).toFixed(1)) }));
}
