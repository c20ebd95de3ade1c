// Packs what is built: the package, and beside it the one with the native module for this platform.

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const LICENCES = ["LICENSE-APACHE", "LICENSE-MIT"];
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const target = join(root, "..", "..", "target", "npm");
const require = createRequire(import.meta.url);
const { VERSION: version } = require(join(root, "native", "binding.js"));

function read(path) {
  return JSON.parse(readFileSync(path, "utf8"));
}

function write(path, value) {
  writeFileSync(path, `${JSON.stringify(value, undefined, 2)}\n`);
}

function pack(folder) {
  execFileSync("npm", ["pack", "--silent", "--pack-destination", target], { cwd: folder, stdio: "inherit" });
}

const platforms = join(root, "npm");
rmSync(platforms, { recursive: true, force: true });
rmSync(target, { recursive: true, force: true });
const main = join(target, "mycpaas");
mkdirSync(join(main, "native"), { recursive: true });
const { devDependencies, ...manifest } = read(join(root, "package.json"));

// The packages of the platforms, as napi lays them out.
const napi = join(root, "node_modules", ".bin", "napi");
execFileSync(napi, ["create-npm-dirs", "--cwd", root, "--npm-dir", platforms], {
  stdio: "ignore",
});
const optionalDependencies = {};
for (const platform of readdirSync(platforms)) {
  const folder = join(platforms, platform);
  const laidOut = read(join(folder, "package.json"));
  const own = { ...laidOut, version, files: [...laidOut.files, ...LICENCES] };
  write(join(folder, "package.json"), own);
  for (const [from, name] of [["native", own.main], ...LICENCES.map((name) => [".", name])]) {
    cpSync(join(root, from, name), join(folder, name));
  }
  optionalDependencies[own.name] = version;
  pack(folder);
}

for (const name of ["dist", "README.md", ...LICENCES]) {
  cpSync(join(root, name), join(main, name), { recursive: true });
}
for (const name of ["binding.js", "binding.d.ts"]) {
  cpSync(join(root, "native", name), join(main, "native", name));
}
write(join(main, "package.json"), {
  ...manifest,
  version,
  files: ["dist", "native", ...LICENCES],
  optionalDependencies,
});
pack(main);
