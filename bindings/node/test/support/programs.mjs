// Programs of the workspace, which cargo has built, and programs of Node that are run to their end.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

export const WORKSPACE = process.env.MYCPAAS_WORKSPACE;

/** Where a program of the workspace is. */
export function program(name) {
  return join(WORKSPACE, "target", "debug", name);
}

/** Runs a program of Node to its end, and says what it wrote. It must end well and in time. */
export async function run(source, { env = {}, args = [], limit = 30_000 } = {}) {
  const ended = await start(["--input-type=module", "--eval", source, ...args], { env, limit });
  if (ended.code !== 0) {
    throw new Error(`it ended with ${ended.code ?? ended.signal}: ${ended.output}`);
  }
  return ended.output;
}

/** Runs Node with arguments. */
export async function start(args, { env = {}, limit = 30_000, cwd } = {}) {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: limit,
    killSignal: "SIGKILL",
    cwd,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  }
  const [code, signal] = await once(child, "close");
  return { code, signal, output };
}
