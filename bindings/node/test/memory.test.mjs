// Memory stays flat and the event loop free however many calls there are. `programs/memory.mjs` says so of as many as
// one likes.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { start } from "./support/programs.mjs";
import { startSimulator } from "./support/simulator.mjs";

const CALLS = 6000;
// A call that is kept costs a kilobyte or two, in JavaScript or outside.
const MOST_KIB = { process: 3000, javascript: 1500 };
// Without it the heap of young objects grows for a long time.
const SMALL_HEAP = "--max-semi-space-size=1";

test("memory stays flat", { timeout: 90_000 }, async () => {
  const simulator = await startSimulator("--callee", "=busy");
  const program = join(import.meta.dirname, "programs", "memory.mjs");
  const { code, output } = await start([SMALL_HEAP, program, String(CALLS)], {
    env: simulator.environment,
    limit: 80_000,
  });
  assert.equal(code, 0, output);
  const said = output
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    said.map(({ name }) => name),
    ["create", "list"],
  );
  for (const { processKiB, javascriptKiB } of said) {
    assert.ok(processKiB <= MOST_KIB.process && javascriptKiB <= MOST_KIB.javascript, output);
  }
});
