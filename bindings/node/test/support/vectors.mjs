// The vectors that every language runs, as `tests/vectors/README.md` describes them.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { WORKSPACE } from "./programs.mjs";

const VECTORS = join(WORKSPACE, "tests", "vectors");
const KEYS = new Set([
  "name",
  "operation",
  "requests",
  "client",
  "server",
  "arguments",
  "options",
  "connections",
  "result",
  "error",
  "metadata",
  "elapsed",
]);

/** The files of the Calls API. */
export function callFiles() {
  const named = (folder, beginning) =>
    readdirSync(join(VECTORS, folder))
      .filter((name) => name.startsWith(beginning) && name.endsWith(".json"))
      .sort()
      .map((name) => `${folder}/${name}`);
  return [...named("calls", ""), ...named("generated", "calls_")];
}

/** Reads a file, with a case for each overlay. */
export function cases(path) {
  return read(path).flatMap(({ each = [undefined], ...vector }) =>
    each.map((overlay) => {
      const given = overlay === undefined ? vector : layOver(structuredClone(vector), overlay);
      const unknown = Object.keys(given).filter((key) => !KEYS.has(key));
      if (unknown.length > 0) {
        throw new Error(`${vector.name}: nobody knows ${unknown}`);
      }
      const name = overlay === undefined ? vector.name : `${vector.name} ${JSON.stringify(overlay)}`;
      return { client: {}, server: {}, arguments: {}, options: {}, elapsed: [0, 45], ...given, name };
    }),
  );
}

/** Reads a file as it is. */
export function read(path) {
  return JSON.parse(readFileSync(join(VECTORS, path), "utf8"));
}

/** Merges objects, and replaces everything else. */
function layOver(value, overlay) {
  for (const [name, over] of Object.entries(overlay)) {
    const both = isObject(over) && isObject(value[name]);
    value[name] = both ? layOver(value[name], over) : over;
  }
  return value;
}

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
