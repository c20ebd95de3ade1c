// The vectors of the Calls API: what is sent, what comes back, what an error says.

import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { MycpaasError } from "mycpaas";
import { ACCOUNT_SID, startServer, TOKEN } from "./support/fault-server.mjs";
import { camel, perform, plain, plainError, plainMetadata } from "./support/operations.mjs";
import { callFiles, cases } from "./support/vectors.mjs";

const AT_A_TIME = 12;
const SECRETS = [TOKEN, Buffer.from(`${ACCOUNT_SID}:${TOKEN}`).toString("base64"), "hunter2"];
const USUAL = {
  http_status: null,
  api_code: null,
  more_info: null,
  request_id: null,
  retry_after: null,
  parameter: null,
  may_have_been_placed: false,
  is_retryable: false,
};

for (const path of callFiles()) {
  test(path, { timeout: 120_000 }, async () => {
    const rest = cases(path);
    assert.ok(rest.length > 0);
    const failures = [];
    const worker = async () => {
      for (let vector = rest.shift(); vector !== undefined; vector = rest.shift()) {
        await check(vector).catch((error) => failures.push(`${vector.name}\n${error.stack}`));
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, worker));
    assert.equal(failures.length, 0, failures.join("\n\n"));
  });
}

async function check(vector) {
  const server = await startServer(vector.server);
  try {
    const began = performance.now();
    const outcome = await perform(vector, server).then(
      (result) => ({ result }),
      (error) => ({ error }),
    );
    const took = (performance.now() - began) / 1000;
    if ("error" in outcome) {
      checkError(vector, outcome.error);
    } else {
      checkResult(vector, outcome.result);
    }
    assert.ok(vector.elapsed[0] <= took && took < vector.elapsed[1], `it takes ${took} s`);
    checkRecord(vector, await server.record());
  } finally {
    await server.stop();
  }
}

function checkResult(vector, result) {
  assert.equal(vector.error, undefined, `it succeeds: ${inspect(result)}`);
  assert.deepEqual(plain(result, vector.result), vector.result);
  if (vector.metadata !== undefined) {
    assert.deepEqual(plainMetadata(result.metadata, vector.metadata), vector.metadata);
  }
}

function checkError(vector, error) {
  if (!(error instanceof MycpaasError) || vector.error === undefined) {
    throw error;
  }
  const { message = [], parameter, ...expected } = vector.error;
  const named = parameter === undefined || parameter === null ? null : camel(parameter);
  assert.deepEqual(plainError(error), { ...USUAL, ...expected, parameter: named }, error.message);
  for (const part of message) {
    // A language writes names its own way.
    const own = part.startsWith(parameter) ? named + part.slice(parameter.length) : part;
    assert.ok(error.message.includes(own), `${error.message} lacks ${own}`);
  }
  if (vector.operation === "create") {
    assert.equal(error.message.includes("must not be"), error.mayHaveBeenPlaced);
  }
  const shown = inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error) + error.stack;
  for (const secret of SECRETS) {
    assert.ok(!shown.includes(secret), shown);
  }
}

function checkRecord({ connections, requests }, record) {
  if (connections !== undefined) {
    assert.equal(record.connections, connections);
  }
  if (typeof requests === "number") {
    assert.equal(record.received.length, requests);
    return;
  }
  assert.equal(record.received.length, requests.length);
  assert.deepEqual(
    record.received.map((request, place) => seen(request, requests[place])),
    requests,
  );
}

/** A request as a vector writes it: of its headers only those that it names. */
function seen(request, expected) {
  const header = (name) =>
    request.headers.find(([known]) => known.toLowerCase() === name.toLowerCase())?.[1] ?? null;
  const found = {};
  for (const name of ["method", "path", "body"]) {
    if (name in expected || request[name] !== "") {
      found[name] = request[name];
    }
  }
  if ("headers" in expected) {
    found.headers = Object.fromEntries(Object.keys(expected.headers).map((name) => [name, header(name)]));
  }
  return found;
}
