// The simulator, in a process of its own.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { after } from "node:test";
import { program } from "./programs.mjs";

const started = [];

after(() => {
  for (const child of started) {
    child.kill();
  }
});

/** Starts it. */
export async function startSimulator(...options) {
  const child = spawn(program("mycpaas-simulator"), options, { stdio: ["ignore", "pipe", "inherit"] });
  started.push(child);
  const environment = {};
  for await (const line of createInterface({ input: child.stdout })) {
    const [name, value] = line.replace("export ", "").split("=");
    environment[name] = value;
    if (Object.keys(environment).length === 3) {
      break;
    }
  }
  return { environment };
}
