// Runs a program on a module in a context without Node: `node --experimental-vm-modules edge.mjs ENTRY SOURCE`.
// Only relative imports are followed. Prints what the program left in `result`, and what was loaded.

import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { createContext, runInContext, SourceTextModule } from "node:vm";

const [entry, source] = process.argv.slice(2);
const context = createContext({}, { codeGeneration: { strings: false, wasm: false } });
const modules = new Map();

function load(path) {
  const known = modules.get(path);
  if (known !== undefined) {
    return known;
  }
  const module = new SourceTextModule(readFileSync(path, "utf8"), { context, identifier: path });
  modules.set(path, module);
  return module;
}

function link(specifier, { identifier }) {
  if (!specifier.startsWith(".")) {
    throw new Error(`${identifier} imports ${specifier}, which is not there`);
  }
  return load(resolve(dirname(identifier), specifier));
}

const module = load(entry);
await module.link(link);
await module.evaluate();
context.laml = module.namespace;
runInContext(`let result; { ${source} }`, context);
console.log(
  runInContext(
    `JSON.stringify({
      result,
      globals: [typeof process, typeof Buffer, typeof require],
    })`,
    context,
  ).replace(/\}$/, `,"files":${JSON.stringify([...modules.keys()])}}`),
);
