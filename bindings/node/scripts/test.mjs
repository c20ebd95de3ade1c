// Installs what was packed into an empty project, and runs the tests there, as a user has it.
//
//     node scripts/test.mjs [NAME...]        all tests, or those in `test/NAME.test.mjs`

import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const workspace = join(root, "..", "..");
const target = join(workspace, "target");
const project = join(target, "node-tests");

rmSync(project, { recursive: true, force: true });
cpSync(join(root, "test"), project, { recursive: true });
cpSync(join(workspace, "examples", "node"), join(project, "examples"), { recursive: true });
const packages = readdirSync(join(target, "npm")).filter((name) => name.endsWith(".tgz"));
const npm = (...args) =>
  execFileSync("npm", [...args, "--silent", "--no-audit", "--no-fund"], { cwd: project, stdio: "inherit" });
npm("ci");
npm("install", "--no-save", ...packages.map((name) => join(target, "npm", name)));

const names = process.argv.slice(2);
const files = readdirSync(project).filter((name) => name.endsWith(".test.mjs"));
const wanted = names.length === 0 ? files : names.map((name) => `${name}.test.mjs`);
const env = { ...process.env, MYCPAAS_WORKSPACE: workspace };
for (const name of Object.keys(env)) {
  // What would change clients of the tests.
  if (/_proxy$/i.test(name) || (name.startsWith("MYCPAAS_") && name !== "MYCPAAS_WORKSPACE")) {
    delete env[name];
  }
}
const { status } = spawnSync(process.execPath, ["--test", "--test-reporter=spec", ...wanted], {
  cwd: project,
  env,
  stdio: "inherit",
});
process.exit(status ?? 1);
