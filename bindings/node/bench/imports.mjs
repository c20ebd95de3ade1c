// What it costs to load the package and to make a client, and to have it installed, beside its peers.
//
//     node bench/imports.mjs [--rounds 9]
//
// Every import runs in a process of its own on one core; rounds are interleaved, and the median of the time by the
// clock from before the import to a usable client is printed.

import { execFileSync } from "node:child_process";
import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

const HERE = import.meta.dirname;
const MODULES = join(HERE, "node_modules");
const CLIENT = "{ accountSid: 'AC1', authToken: 'token' }";
const PROGRAMS = {
  "mycpaas, required": `new (require('mycpaas').Client)(${CLIENT})`,
  "mycpaas, imported": `new (await import('mycpaas')).Client(${CLIENT})`,
  "mycpaas, http":
    "new (require('mycpaas').Client)({ accountSid: 'AC1', authToken: 'x', baseUrl: 'http://127.0.0.1:1/x' })",
  "mycpaas/laml": "new (require('mycpaas/laml').VoiceResponse)()",
  twilio: "require('twilio')('AC1', 'token').calls",
  "twilio's builder": "new (require('twilio/lib/twiml/VoiceResponse'))()",
  signalwire:
    "require('@signalwire/compatibility-api').RestClient('AC1', 'token', { signalwireSpaceUrl: 'x.signalwire.com' })",
  undici: "new (require('undici').Agent)()",
};

function milliseconds(program) {
  const source = `(async () => { const start = performance.now(); ${program}; console.log(performance.now() - start); })()`;
  return Number(
    execFileSync("taskset", ["-c", "1", process.execPath, "-e", source], { cwd: HERE, encoding: "utf8" }),
  );
}

/** A package and everything that it needs, by their folders. */
function tree(name, from = HERE, seen = new Set()) {
  const folder = [join(from, "node_modules", name), join(MODULES, name)].find((path) =>
    lstatSync(path, { throwIfNoEntry: false }),
  );
  if (folder === undefined || seen.has(folder)) {
    return seen;
  }
  seen.add(folder);
  const { dependencies = {} } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  for (const needed of Object.keys(dependencies)) {
    tree(needed, folder, seen);
  }
  return seen;
}

function files(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) {
      return entry.name === "node_modules" ? [] : files(join(folder, entry.name));
    }
    return [lstatSync(join(folder, entry.name)).size];
  });
}

function weigh(name) {
  const folders = [...tree(name)];
  const sizes = folders.flatMap(files);
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  return `${(bytes / 1e6).toFixed(1).padStart(8)} MB   ${String(sizes.length).padStart(5)} files   ${folders.length} packages`;
}

const { values } = parseArgs({ options: { rounds: { type: "string", default: "9" } } });
const found = Object.fromEntries(Object.keys(PROGRAMS).map((name) => [name, []]));
for (let round = 0; round < Number(values.rounds); round += 1) {
  for (const [name, program] of Object.entries(PROGRAMS)) {
    found[name].push(milliseconds(program));
  }
}
console.log("milliseconds from before the import to something usable");
for (const [name, times] of Object.entries(found)) {
  const sorted = times.sort((one, other) => one - other);
  const [least, middle, most] = [sorted[0], sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
  console.log(
    `  ${name.padEnd(18)} ${middle.toFixed(1).padStart(8)}   (${least.toFixed(1)} to ${most.toFixed(1)})`,
  );
}
console.log("\ninstalled, with everything that it needs");
for (const name of ["twilio", "@signalwire/compatibility-api"]) {
  console.log(`  ${name.padEnd(30)} ${weigh(name)}`);
}
for (const folder of ["mycpaas", "mycpaas-linux-x64-gnu"]) {
  const packed = join(HERE, "..", "..", "..", "target", "node-tests", "node_modules", folder);
  if (lstatSync(packed, { throwIfNoEntry: false })) {
    const sizes = files(packed);
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    console.log(
      `  ${folder.padEnd(30)} ${(bytes / 1e6).toFixed(1).padStart(8)} MB   ${String(sizes.length).padStart(5)} files`,
    );
  }
}
