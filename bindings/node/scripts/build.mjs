// Compiles the package into `dist`: a few CommonJS files, since each that is loaded costs time, a thin ES module over
// each entry, and LaML on its own, in both forms, for places where there is no Node.

import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { rollup } from "rollup";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [build, dist] = [join(root, "build"), join(root, "dist")];
const require = createRequire(import.meta.url);
const ENTRIES = {
  index: "index.js",
  laml: "laml.js",
  testing: "testing/index.js",
  webhooks: "webhooks/index.js",
};

async function bundle(input, options) {
  const bundled = await rollup({ input, external: /^node:/ });
  await bundled.write(options);
}

/** An ES module that shows what the CommonJS one has, so that there is one of each class. */
function wrap(entry, declarations) {
  const names = Object.keys(require(join(dist, `${entry}.js`)));
  const lines = [`import cjs from "./${entry}.js";`, `export const { ${names.join(", ")} } = cjs;`, ""];
  writeFileSync(join(dist, `${entry}.mjs`), lines.join("\n"));
  if (declarations !== `${entry}.js`) {
    writeFileSync(join(dist, `${entry}.d.ts`), `export * from "./${declarations}";\n`);
  }
  writeFileSync(join(dist, `${entry}.d.mts`), `export * from "./${entry}.js";\n`);
}

for (const folder of [build, dist]) {
  rmSync(folder, { recursive: true, force: true });
}
execFileSync(join(root, "node_modules", ".bin", "tsc"), ["--project", root], { stdio: "inherit" });
const inputs = Object.entries(ENTRIES).map(([entry, path]) => [entry, join(build, path)]);
await bundle(Object.fromEntries(inputs), { dir: dist, format: "cjs", chunkFileNames: "[name].js" });
for (const [name, format] of [
  ["laml.web.mjs", "es"],
  ["laml.web.js", "cjs"],
]) {
  await bundle(join(build, "laml", "index.js"), { file: join(dist, name), format });
}
for (const [entry, path] of Object.entries(ENTRIES)) {
  wrap(entry, path);
}
rmSync(build, { recursive: true, force: true });
