// Runs every example, and every block of JavaScript in the documentation.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { after, before, test } from "node:test";
import { Callee, Simulator } from "mycpaas/testing";
import { SignatureValidator } from "mycpaas/webhooks";
import { start, WORKSPACE } from "./support/programs.mjs";

const HERE = import.meta.dirname;
// Beside the packages, so that they are found.
const EXAMPLES = join(HERE, "examples");
const [TO, FROM] = ["+491234567890", "+491098765432"];
const HOURS = "Wir sind von neun bis siebzehn Uhr für Sie da.";
// The environment of a server; the address has a slash too many.
const SECURED = { SIGNING_KEY: "never shown", PUBLIC_URL: "https://menu.example/" };
const UNCHECKED = /SIGNING_KEY is not set/;
const folder = mkdtempSync(join(HERE, "documentation-"));
let simulator;

before(async () => {
  simulator = await Simulator.start();
  const options = [
    "--target",
    "es2022",
    "--module",
    "nodenext",
    "--strict",
    "--types",
    "node",
    "ivr-fastify.ts",
  ];
  execFileSync(join(HERE, "node_modules", ".bin", "tsc"), options, { cwd: EXAMPLES, stdio: "inherit" });
});

after(async () => {
  await simulator.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function example(name, { args = [], env = {} } = {}) {
  const { code, output } = await start([name, ...args], { cwd: EXAMPLES, env, limit: 60_000 });
  assert.equal(code, 0, output);
  return output;
}

const TESTS = {
  async "outbound-call.mjs"() {
    const shown = await example("outbound-call.mjs");
    for (const expected of ["ringing", "Drücken Sie die Eins", "Danke, Ihr Termin ist bestätigt", "-> 200"]) {
      assert.ok(shown.includes(expected), shown);
    }
    assert.match(shown, /The callee pressed\n {2}1\n/);
    assert.match(shown, /completed after 7 s, price 0\.003/);

    simulator.reset();
    simulator.setCallee(TO, Callee.busy());
    const call = { TO, FROM, URL: "https://example.com/voice.xml" };
    const real = await example("outbound-call.mjs", { env: { ...simulator.environment, ...call } });
    assert.match(real, /It ended as busy/);
    assert.equal(simulator.received("POST", "/Calls.json").length, 1);
  },

  async "list-calls.mjs"() {
    const shown = await example("list-calls.mjs");
    assert.equal(shown.match(/busy/g).length, 5);
    assert.match(shown, /As expected: .*20404/);
    simulator.reset();
    assert.doesNotMatch(await example("list-calls.mjs", { env: simulator.environment }), /busy/);
    assert.equal(simulator.received("GET", "/Calls.json").length, 1);
  },

  async "bulk.mjs"() {
    const shown = await example("bulk.mjs");
    const outcomes = Object.fromEntries(
      [...shown.matchAll(/^ +(\d+) (.+)$/gm)].map(([, count, word]) => [word, Number(count)]),
    );
    assert.deepEqual(Object.keys(outcomes).sort(), ["busy", "may be ringing", "no-answer"]);
    assert.equal(outcomes["may be ringing"], 1);
    assert.equal(outcomes.busy + outcomes["no-answer"], 199);
    // Two were refused with 429 and repeated; the one whose answer was lost was not.
    assert.match(shown, /received 202 requests to place a call/);
  },

  "ivr-express.mjs": () => menu("ivr-express.mjs"),
  "ivr-fastify.ts": () => menu("ivr-fastify.js"),
};

for (const name of readdirSync(EXAMPLES).filter((name) => /\.(mjs|ts)$/.test(name))) {
  test(name, { timeout: 90_000 }, TESTS[name]);
}

/** Runs a menu on its own simulator, and then as it is served for real. */
async function menu(name) {
  const shown = await example(name, { env: SECURED });
  assert.deepEqual(
    [...shown.matchAll(/presses +(\d)/g)].map(([, key]) => key),
    ["9", "5", "1"],
  );
  assert.equal(shown.split("Für die Öffnungszeiten drücken Sie die Eins.").length, 4);
  assert.equal(shown.split("Das habe ich nicht verstanden.").length, 2);
  assert.equal(shown.split(HOURS).length, 2);
  const reported = [...shown.matchAll(/Call \w+ is ([\w-]+)\./g)].map(([, status]) => status);
  assert.deepEqual(reported, ["initiated", "ringing", "in-progress", "completed"]);

  simulator.reset();
  simulator.setCallee(TO, new Callee({ presses: "1", hangsUpAfter: 60_000 }));
  const warned = await served(name, {}, async (web) => {
    await example(name, { env: { ...simulator.environment, TO, FROM, PUBLIC_URL: `${web}/` } });
    const transcript = await simulator.waitForEnd(simulator.calls[0].sid);
    assert.deepEqual(transcript.pressed, ["1"]);
    assert.equal(transcript.heard.at(-1), HOURS);
    assert.deepEqual(
      transcript.webhooks.map(({ httpStatus }) => httpStatus),
      [200, 200, 200, 200],
    );
    assert.deepEqual([transcript.findings, transcript.failure], [[], undefined]);
  });
  assert.match(warned, UNCHECKED);
  await refusesForgeries(name);
  await refusesToCheckNothing(name);
}

/** Serves a menu behind a public address, with a key. */
async function refusesForgeries(name) {
  const validator = new SignatureValidator({ keys: SECURED.SIGNING_KEY });
  const { headers } = validator.sign({ url: "https://menu.example/voice" });
  const warned = await served(name, SECURED, async (web) => {
    const statuses = [{}, headers].map(async (headers) => {
      const { status } = await fetch(`${web}/voice`, { method: "POST", headers });
      return status;
    });
    assert.deepEqual(await Promise.all(statuses), [403, 200]);
  });
  assert.match(warned, /A request was refused: .*missing/);
  assert.doesNotMatch(warned, UNCHECKED);
}

/** Starts a menu whose key is empty, or of no use. */
async function refusesToCheckNothing(name) {
  const wrong = [
    [{ ...SECURED, SIGNING_KEY: "" }, /ConfigurationError: .*key/],
    [{ SIGNING_KEY: SECURED.SIGNING_KEY }, /SIGNING_KEY needs PUBLIC_URL/],
  ];
  for (const [env, told] of wrong) {
    const { code, output } = await start([name], {
      cwd: EXAMPLES,
      env: { PORT: "0", ...env },
      limit: 10_000,
    });
    assert.equal(code, 1, output);
    assert.match(output, told);
    assert.ok(!output.includes(SECURED.SIGNING_KEY), output);
  }
}

/** Runs a server while its address is used, and returns what it warned of. */
async function served(name, env, use) {
  const server = spawn(process.execPath, [name], {
    cwd: EXAMPLES,
    env: { ...process.env, PORT: "0", ...env },
    timeout: 60_000,
  });
  const [warned, closed] = [text(server.stderr), once(server, "close")];
  try {
    await use(await address(server));
  } finally {
    server.kill();
    await closed;
  }
  return await warned;
}

/** The address that a server says it has. */
async function address(server) {
  for await (const line of createInterface({ input: server.stdout })) {
    const found = /http:\/\/127\.0\.0\.1:\d+/.exec(line);
    if (found !== null) {
      return found[0];
    }
  }
  return assert.fail("the server says nothing");
}

const DOCUMENTS = [
  "README.md",
  "bindings/node/README.md",
  ...readdirSync(join(WORKSPACE, "docs")).map((name) => `docs/${name}`),
];

for (const document of DOCUMENTS.filter((name) => name.endsWith(".md"))) {
  const blocks = readFileSync(join(WORKSPACE, document), "utf8").matchAll(
    /^```(?:js|javascript)\n(.*?)^```/gms,
  );
  for (const [number, [, block]] of [...blocks].entries()) {
    test(`${document}, block ${number + 1}`, { timeout: 60_000 }, async () => {
      // Nobody answers, so that no document is asked for.
      simulator.reset();
      simulator.setDefaultCallee(Callee.busy());
      mkdirSync(folder, { recursive: true });
      const file = join(folder, `block-${number}.mjs`);
      writeFileSync(file, block);
      const args = block.includes("node:test") ? ["--test", file] : [file];
      const { code, output } = await start(args, {
        env: { ...simulator.environment, NODE_TEST_CONTEXT: "" },
        limit: 50_000,
      });
      assert.equal(code, 0, output);
    });
  }
}
