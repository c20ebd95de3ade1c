// What the compiler says of programs that build LaML: `test/typed` compiles under every strict rule, and what is
// marked as wrong there is wrong.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);

test("programs that use every element, option and word compile, and wrong ones do not", () => {
  const compiler = join(dirname(require.resolve("typescript/package.json")), "bin", "tsc");
  const project = fileURLToPath(new URL("typed", import.meta.url));
  const { status, stdout } = spawnSync(process.execPath, [compiler, "-p", project], { encoding: "utf8" });
  assert.equal(status, 0, stdout);
});
