// Compiles the package into `dist`: CommonJS, a thin ES module over each entry, and LaML as ES modules of its own
// for places where there is no Node.

import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, "dist");
const require = createRequire(import.meta.url);

function compile(project) {
  const tsc = join(root, "node_modules", ".bin", "tsc");
  execFileSync(tsc, ["--project", join(root, project)], { stdio: "inherit" });
}

/** An ES module that shows what the CommonJS one has, so that there is one of each class. */
function wrap(entry) {
  const names = Object.keys(require(join(dist, `${entry}.js`))).filter((name) => name !== "default");
  const from = `./${entry.split("/").at(-1)}.js`;
  const lines = [`import cjs from "${from}";`, `export const { ${names.join(", ")} } = cjs;`, ""];
  writeFileSync(join(dist, `${entry}.mjs`), lines.join("\n"));
  writeFileSync(join(dist, `${entry}.d.mts`), `export * from "${from}";\n`);
}

rmSync(dist, { recursive: true, force: true });
compile("tsconfig.json");
compile("tsconfig.esm.json");
mkdirSync(join(dist, "esm"), { recursive: true });
writeFileSync(join(dist, "esm", "package.json"), '{ "type": "module" }\n');
for (const entry of ["index", "laml", "testing/index"]) {
  wrap(entry);
}
