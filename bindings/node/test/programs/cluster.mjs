// A cluster whose workers place calls; the primary has placed one before.

import cluster from "node:cluster";
import { once } from "node:events";
import { Client } from "mycpaas";
import { CREATE } from "../support/create.mjs";

const WORKERS = 3;
const CALLS = 20;
const client = new Client();
if (cluster.isPrimary) {
  await client.calls.create(CREATE);
  const workers = Array.from({ length: WORKERS }, () => cluster.fork());
  const codes = await Promise.all(workers.map(async (worker) => (await once(worker, "exit"))[0]));
  await client.calls.create(CREATE);
  process.exitCode = codes.every((code) => code === 0) ? 0 : 1;
} else {
  await Promise.all(Array.from({ length: CALLS }, () => client.calls.create(CREATE)));
  process.exit(0);
}
