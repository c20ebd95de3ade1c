// The fault server: servers that misbehave on purpose. `tests/vectors/README.md` describes it.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { after } from "node:test";
import { Client } from "mycpaas";
import { CREATE } from "./create.mjs";
import { program } from "./programs.mjs";

export { CREATE };

export const ACCOUNT_SID = "AC0123456789abcdef";
export const TOKEN = "top-secret-token-4711";
export const CALL = {
  sid: "CA00000000000000000000000000000001",
  status: "queued",
  direction: "outbound-api",
};

export const STALL = { steps: ["stall"] };
export const CLOSE = { steps: ["close"] };

/** An answer: a text as it is, anything else as JSON. */
export function answer(status, body = "", headers = {}) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const pairs = [["Content-Type", "application/json"], ...Object.entries(headers)];
  return { steps: [{ answer: { status, headers: pairs, body: text } }] };
}

/** An answer that waits to be released. */
export function held(status, body) {
  return { steps: ["await_release", ...answer(status, body).steps] };
}

/** A page of calls whose SIDs are counted from `first`. */
export function page(first, count, next) {
  const calls = Array.from({ length: count }, (_, number) => ({
    sid: `CA${first + number}`,
    status: "completed",
  }));
  return answer(200, { calls, next_page_uri: next });
}

let started;
let lastId = 0;
const waiting = new Map();

after(() => started?.kill());

/** The program, to which one line is one question. */
function faultServer() {
  if (started === undefined) {
    started = spawn(program("fault-server"), { stdio: ["pipe", "pipe", "inherit"] });
    createInterface({ input: started.stdout }).on("line", (line) => {
      const { id, ...reply } = JSON.parse(line);
      const { resolve, reject } = waiting.get(id);
      waiting.delete(id);
      "error" in reply ? reject(new Error(reply.error)) : resolve(reply);
    });
  }
  return started;
}

function ask(question) {
  lastId += 1;
  const id = lastId;
  const reply = new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
  faultServer().stdin.write(`${JSON.stringify({ ...question, id })}\n`);
  return reply;
}

/** Starts a server that does one behaviour after the other, and the last again and again. */
export async function serve(...script) {
  return await startServer(script.length > 0 ? { script } : {});
}

/** Starts a server as the vectors describe it. */
export async function startServer(options) {
  const about = await ask({ do: "start", server: options });
  const tell = (what, more = {}) => ask({ do: what, number: about.number, ...more });
  return {
    about,
    settings: { accountSid: ACCOUNT_SID, authToken: TOKEN, baseUrl: about.base_url },
    environment: {
      MYCPAAS_ACCOUNT_SID: ACCOUNT_SID,
      MYCPAAS_AUTH_TOKEN: TOKEN,
      MYCPAAS_BASE_URL: about.base_url,
    },
    client(options = {}) {
      return new Client({ ...this.settings, ...options });
    },
    /** Waits until so many `requests`, `connections` or `open_connections_at_most` are there. */
    wait: (until) => tell("wait", until),
    record: () => tell("record"),
    received: async () => (await tell("record")).received,
    release: (count = 1) => tell("release", { count }),
    push: (behaviour) => tell("push", { behaviour }),
    stop: () => tell("stop"),
  };
}
