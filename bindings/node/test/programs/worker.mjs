// A thread that places calls: a number of them, or as many as it can until it is terminated.

import { parentPort, workerData } from "node:worker_threads";
import { Client } from "mycpaas";
import { CREATE } from "../support/create.mjs";

const client = new Client(workerData.settings);
const { calls = Number.POSITIVE_INFINITY, flight = 4 } = workerData;
let left = calls;
let done = 0;
const work = async () => {
  while (left > 0) {
    left -= 1;
    await client.calls.create(CREATE);
    done += 1;
    parentPort.postMessage({ done });
  }
};
await Promise.all(Array.from({ length: flight }, work));
parentPort.postMessage({ ended: done });
