// Programs of users: TypeScript under each way to resolve modules, and bundled.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { build } from "esbuild";
import { start } from "./support/programs.mjs";

const HERE = import.meta.dirname;
// Beside the packages, so that they are found.
const folder = mkdtempSync(join(HERE, "consumer-"));
const PROGRAMS = ["program.ts", "webhooks.ts"];
const SAID = "failed 1 true undefined true\n";

after(() => rmSync(folder, { recursive: true, force: true }));

function compile(name, options, type, programs = PROGRAMS) {
  const project = join(folder, name);
  const config = {
    compilerOptions: {
      target: "es2022",
      lib: ["es2022", "esnext.disposable"],
      strict: true,
      exactOptionalPropertyTypes: true,
      types: ["node"],
      outDir: ".",
      rootDir: ".",
      ...options,
    },
    files: programs,
  };
  execFileSync("mkdir", ["-p", project]);
  for (const program of programs) {
    writeFileSync(join(project, program), readFileSync(join(HERE, "consumers", program)));
  }
  writeFileSync(join(project, "package.json"), JSON.stringify({ type }));
  writeFileSync(join(project, "tsconfig.json"), JSON.stringify(config));
  const tsc = join(HERE, "node_modules", ".bin", "tsc");
  execFileSync(tsc, ["--project", project], { encoding: "utf8", timeout: 60_000 });
  return join(project, "program.js");
}

const WAYS = [
  ["node16", { module: "node16" }, "module"],
  ["node16-commonjs", { module: "node16" }, "commonjs"],
  ["nodenext", { module: "nodenext" }, "module"],
  ["bundler", { module: "esnext", moduleResolution: "bundler" }, "module"],
];

for (const [name, options, type] of WAYS) {
  test(`TypeScript: ${name}`, { timeout: 90_000 }, async () => {
    const ended = await start([compile(name, options, type)]);
    assert.deepEqual([ended.code, ended.output], [0, SAID]);
  });
}

test("TypeScript: Koa", { timeout: 90_000 }, () => {
  // The types of Koa do not fit those of its own dependencies.
  for (const type of ["module", "commonjs"]) {
    compile(`koa-${type}`, { module: "nodenext", skipLibCheck: true }, type, ["koa.ts"]);
  }
});

test("a bundle keeps the native module outside", { timeout: 60_000 }, async () => {
  for (const format of ["esm", "cjs"]) {
    const outfile = join(folder, `bundle.${format === "esm" ? "mjs" : "cjs"}`);
    await build({
      entryPoints: [join(HERE, "consumers", "program.ts")],
      outfile,
      bundle: true,
      platform: "node",
      format,
      external: ["mycpaas", "mycpaas/testing"],
    });
    const ended = await start([outfile]);
    assert.deepEqual([ended.code, ended.output], [0, SAID]);
  }
});

test("LaML is bundled for browsers, without anything native", async () => {
  const result = await build({
    stdin: {
      contents:
        'import { VoiceResponse } from "mycpaas/laml"; globalThis.said = String(new VoiceResponse());',
      resolveDir: HERE,
    },
    bundle: true,
    platform: "browser",
    format: "esm",
    write: false,
  });
  assert.doesNotMatch(result.outputFiles[0].text, /require\(|binding\.js|process\./);
});

test("LaML for a server is bundled without the native module, which is missed only when it is needed", async () => {
  const outfile = join(folder, "laml.cjs");
  const contents = `
    import { VoiceResponse } from "mycpaas/laml";
    console.log(String(new VoiceResponse()).endsWith("<Response/>"));
    try { VoiceResponse.parse("<Response/>"); } catch (error) { console.log(error.name); }
  `;
  await build({
    stdin: { contents, resolveDir: HERE },
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
  });
  const { output } = await start([outfile]);
  assert.equal(output, "true\nConfigurationError\n");
});

test("a missing native module is told with what to do", async () => {
  const source = `
    const { Module } = require("node:module");
    const load = Module._load;
    Module._load = function (name, ...rest) {
      if (name.includes("binding.js")) throw new Error("Cannot find module 'mycpaas-linux-x64-gnu'");
      if (process.env.OTHER && name.includes("package.json")) return { optionalDependencies: { "mycpaas-plan9-mips": "1" } };
      return load.call(this, name, ...rest);
    };
    try { new (require("mycpaas").Client)({ accountSid: "AC1", authToken: "x" }); }
    catch (error) { console.log(error.name, error.message, "|", error.cause.message); }
  `;
  const { output } = await start(["--eval", source], { cwd: HERE });
  const wanted = `mycpaas-${process.platform}-${process.arch}`;
  assert.match(
    output,
    new RegExp(`ConfigurationError .*Install the package ${wanted}.*\\| Cannot find module`),
  );
  const { output: other } = await start(["--eval", source], { cwd: HERE, env: { OTHER: "1" } });
  assert.match(other, new RegExp(`none for this platform \\(${wanted}.*there are mycpaas-plan9-mips`));
});

test("errors have their classes in another realm, as test frameworks make them", async () => {
  const source = `
    const { createRequire } = require("node:module");
    const { createContext, runInContext } = require("node:vm");
    const { dirname, join } = require("node:path");
    const { readFileSync } = require("node:fs");
    const context = createContext({ process, console, URL, Buffer, AbortSignal, setTimeout, performance });
    const loaded = new Map();
    const load = (path) => {
      if (!loaded.has(path)) {
        const module = { exports: {} };
        loaded.set(path, module);
        const real = createRequire(path);
        const own = (name) => (name.startsWith("./") ? load(real.resolve(name)) : real(name));
        const code = "(function (module, exports, require, __filename, __dirname) {" + readFileSync(path, "utf8") + "})";
        runInContext(code, context)(module, module.exports, own, path, dirname(path));
      }
      return loaded.get(path).exports;
    };
    const { Client, ConfigurationError } = load(require.resolve("mycpaas"));
    try { new Client({ accountSid: "", authToken: "x" }); }
    catch (error) { console.log(error instanceof ConfigurationError, error.name, error.parameter); }
  `;
  const { output } = await start(["--eval", source], { cwd: HERE });
  assert.equal(output, "true ConfigurationError accountSid\n");
});
