/**
 * The requests of this thread.
 *
 * The native module tells what has happened to many of them at once. An idle client keeps no process alive, and a
 * request in flight does.
 */

import type { Client as NativeClient, Page as NativePage, Session } from "../native/binding.js";
import { AbortError } from "./errors/abort.js";
import { errorOf, errorOfThrown, type Failure } from "./errors/failure.js";
import { type Logger, type LogRecord, log } from "./logging.js";
import type { Metadata } from "./metadata.js";
import { binding } from "./native.js";
import { forget, listen } from "./signals.js";

/** Fields of a call as they are written. */
export type WrittenCall = Record<string, never>;

/** A page as it is written. */
export interface WrittenPage {
  readonly items: readonly WrittenCall[];
  readonly cursor: string | null;
  readonly metadata: WrittenMetadata;
}

/** How an answer came, as it is written. */
export type WrittenMetadata = Omit<Metadata, "requestId"> & { requestId: string | null };

/** What a request ended with. */
export interface Reply {
  readonly call?: readonly [WrittenCall, WrittenMetadata];
  readonly page?: WrittenPage;
  readonly done?: WrittenMetadata;
  readonly body?: WrittenMetadata;
  readonly value?: string;
}

type Event = (Reply & { readonly failed?: Failure; readonly log?: LogRecord }) | "nothing";

interface Pending {
  readonly settle: (outcome: Outcome) => void;
  readonly logger: Logger | undefined;
}

type Outcome = { readonly event: Event; readonly id: number } | { readonly refused: unknown } | "aborted";

/** What a request needs beside itself. */
export interface Surroundings {
  readonly signal?: AbortSignal | undefined;
  readonly logger?: Logger | undefined;
  /** Whether it places a call. */
  readonly places?: boolean;
}

const pending = new Map<number, Pending>();
let lastId = 0;
let own: Session | undefined;
let awake = false;

function session(): Session {
  own ??= new (binding().Session)(deliver);
  return own;
}

/** Runs a request to its end. `start` hands it to the native module. */
export async function run(
  start: (session: Session, id: number) => void,
  { signal, logger, places = false }: Surroundings,
): Promise<{ readonly reply: Reply; readonly id: number }> {
  if (signal?.aborted) {
    throw new AbortError(signal.reason, false, places);
  }
  const outcome = await begin(start, signal, logger);
  if (outcome === "aborted") {
    throw new AbortError(signal?.reason, true, places);
  }
  // Errors are made here, so that their stacks lead to the caller's `await`.
  if ("refused" in outcome) {
    throw errorOfThrown(outcome.refused);
  }
  const { event, id } = outcome;
  if (event === "nothing") {
    return { reply: {}, id };
  }
  if (event.failed !== undefined) {
    throw errorOf(event.failed);
  }
  return { reply: event, id };
}

function begin(
  start: (session: Session, id: number) => void,
  signal: AbortSignal | undefined,
  logger: Logger | undefined,
): Promise<Outcome> {
  return new Promise((resolve) => {
    lastId += 1;
    const id = lastId;
    const abort = () => {
      if (pending.delete(id)) {
        session().abort(id);
        rest();
        resolve("aborted");
      }
    };
    const settle = (outcome: Outcome) => {
      forget(signal, abort);
      resolve(outcome);
    };
    try {
      start(session(), id);
    } catch (refused) {
      resolve({ refused });
      return;
    }
    pending.set(id, { settle, logger });
    listen(signal, abort);
    if (!awake) {
      awake = true;
      session().keepAlive(true);
    }
  });
}

/** Lets the process end when nothing is in flight. */
function rest(): void {
  if (pending.size === 0 && awake) {
    awake = false;
    session().keepAlive(false);
  }
}

/** Takes what has happened. The native module calls it when there is something. */
function deliver(): void {
  const events = JSON.parse(session().take()) as ReadonlyArray<readonly [number, Event]>;
  for (const [id, event] of events) {
    const waiting = pending.get(id);
    if (waiting === undefined) {
      continue;
    }
    if (event !== "nothing" && event.log !== undefined) {
      if (waiting.logger !== undefined) {
        log(waiting.logger, event.log);
      }
      continue;
    }
    pending.delete(id);
    waiting.settle({ event, id });
  }
  rest();
}

/** Takes the native page that a request ended with. */
export function takePage(id: number): NativePage {
  const page = session().takePage(id);
  if (page === null) {
    throw new Error("a page is taken once");
  }
  return page;
}

/** Takes the body that a request ended with. */
export function takeBody(id: number): Buffer {
  return session().takeBody(id) ?? Buffer.alloc(0);
}

/** Reads how an answer came. */
export function readMetadata(written: WrittenMetadata): Metadata {
  return { ...written, requestId: written.requestId ?? undefined };
}

export type { NativeClient, NativePage };
