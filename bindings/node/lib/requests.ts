/**
 * The requests of this thread.
 *
 * The native module tells what has happened to many of them at once. An idle client keeps no process alive, and a
 * request in flight does.
 */

import type { Client as NativeClient, Page as NativePage, Session } from "../native/binding.js";
import { AbortError } from "./errors/abort.js";
import { abortErrorOf, errorOf, errorOfThrown, type Failure } from "./errors/failure.js";
import { InternalError } from "./generated/errors.js";
import { type Hear, hearer, type Logger, type LogRecord } from "./logging.js";
import type { WrittenMetadata } from "./metadata.js";
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
  readonly hear: Hear | undefined;
}

type Outcome =
  | { readonly event: Event; readonly id: number }
  | { readonly refused: unknown }
  | { readonly aborted: Failure };

/** What a request needs beside itself. */
export interface Surroundings {
  readonly signal?: AbortSignal | undefined;
  readonly logger?: Logger | undefined;
  /** Whether it places a call. */
  readonly places?: boolean;
}

/** How long the thread is idle, in milliseconds, before it lets go of the native module. */
const REST = 1000;

const pending = new Map<number, Pending>();
let lastId = 0;
let own: Session | undefined;
let awake = false;
let restingSince: number | undefined;

function session(): Session {
  own ??= new (binding().Session)(deliver);
  return own;
}

/** Runs a request to its end. `start` hands it to the native module. */
export async function run(
  start: (session: Session, id: number) => void,
  surroundings: Surroundings,
): Promise<{ readonly reply: Reply; readonly id: number }> {
  const { signal } = surroundings;
  if (signal?.aborted) {
    throw new AbortError(signal.reason);
  }
  const outcome = await begin(start, surroundings);
  // Errors are made here, so that their stacks lead to the caller's `await`.
  if ("aborted" in outcome) {
    throw withLongStack(() => abortErrorOf(outcome.aborted, signal?.reason));
  }
  if ("refused" in outcome) {
    throw withLongStack(() => errorOfThrown(outcome.refused));
  }
  const { event, id } = outcome;
  if (event === "nothing") {
    return { reply: {}, id };
  }
  const { failed } = event;
  if (failed !== undefined) {
    throw withLongStack(() => errorOf(failed));
  }
  return { reply: event, id };
}

function begin(
  start: (session: Session, id: number) => void,
  { signal, logger, places = false }: Surroundings,
): Promise<Outcome> {
  return new Promise((resolve) => {
    lastId += 1;
    const id = lastId;
    const abort = () => {
      if (pending.delete(id)) {
        const aborted = JSON.parse(session().abort(id, places)) as Failure;
        rest();
        resolve({ aborted });
      }
    };
    const settle = (outcome: Outcome) => {
      forget(signal, abort);
      resolve(outcome);
    };
    listen(signal, abort);
    try {
      start(session(), id);
    } catch (refused) {
      settle({ refused });
      return;
    }
    pending.set(id, { settle, hear: logger === undefined ? undefined : hearer(logger) });
    if (!awake) {
      awake = true;
      session().keepAlive(true);
    }
  });
}

/** Lets the process end when nothing is in flight, and this module be forgotten when nothing follows. */
function rest(): void {
  if (pending.size > 0 || !awake) {
    return;
  }
  awake = false;
  session().keepAlive(false);
  if (restingSince === undefined) {
    setTimeout(letGo, REST).unref();
  }
  restingSince = performance.now();
}

function letGo(): void {
  const rested = performance.now() - (restingSince ?? 0);
  if (pending.size > 0 || rested < REST) {
    setTimeout(letGo, REST).unref();
    return;
  }
  restingSince = undefined;
  // What wakes this module keeps it for ever, and goes with the session.
  own = undefined;
}

/** Takes what has happened. The native module calls it when there is something. */
function deliver(): void {
  if (own === undefined) {
    return;
  }
  const events = JSON.parse(own.take()) as ReadonlyArray<readonly [number, Event]>;
  for (const [id, event] of events) {
    const waiting = pending.get(id);
    if (event !== "nothing" && event.log !== undefined) {
      waiting?.hear?.(event.log);
    } else if (pending.delete(id)) {
      waiting?.settle({ event, id });
    }
  }
  rest();
}

/** A stack has room for the callers beside this library. */
function withLongStack<T>(make: () => T): T {
  const usual = Error.stackTraceLimit;
  try {
    Error.stackTraceLimit = usual + 8;
    return make();
  } finally {
    Error.stackTraceLimit = usual;
  }
}

/** Takes the native page that a request ended with. */
export function takePage(id: number): NativePage {
  const page = own?.takePage(id);
  if (!page) {
    throw new InternalError("a page is taken once");
  }
  return page;
}

/** Takes the body that a request ended with. */
export function takeBody(id: number): Buffer {
  return own?.takeBody(id) ?? Buffer.alloc(0);
}

export type { NativeClient, NativePage };
