/** Following calls by their status callbacks. */

import { inspect } from "node:util";
import type { CallTracker as Native } from "../../native/binding.js";
import { native } from "../errors/failure.js";
import type { CallStatus } from "../generated/words.js";
import { binding } from "../native.js";
import type { Open } from "../types.js";
import { count, milliseconds, onlyKnown, refuse, text } from "../values.js";
import type { EventBase } from "./event.js";

/** How much a tracker remembers. */
export interface TrackerLimits {
  /** How many calls that have ended. Those that ended first are forgotten first. By default 10000. */
  readonly finished?: number | undefined;
  /** How long calls are remembered once they have ended, in milliseconds. By default an hour. */
  readonly finishedAge?: number | undefined;
  /** How many others. Those that nothing was heard of for longest are forgotten first. By default 100000. */
  readonly unfinished?: number | undefined;
}

/** The state of a call, as far as callbacks have told it. */
export interface TrackedCall {
  readonly callSid: string;
  /** Where it is in its life. */
  readonly status: Open<CallStatus>;
  /** Whether it has ended. */
  readonly isFinal: boolean;
  /** Whether it was answered. */
  readonly answered: boolean;
  /** The sequence number of the callback with this status. */
  readonly sequenceNumber?: number;
  /** When it came to this status, as the callback says. */
  readonly timestamp?: Date;
  /** `timestamp`, as it was received. */
  readonly timestampRaw?: string;
  /** How long it lasted, as the callback says, in seconds. */
  readonly duration?: number;
}

/**
 * What a callback is beside what was known.
 *
 * - `changed`: the first of its call, or one that brings it further on.
 * - `repeated`: this status of the call came before.
 * - `late`: it tells what was before the status that is known.
 * - `impossible`: it contradicts what was known. What is further on in a call's life holds; of two ends, the first.
 */
export type Change = "changed" | "repeated" | "late" | "impossible";

/** What a callback changes. */
export interface Recorded {
  readonly change: Change;
  /** Whether it is the one that ended the call. True once for each call: count and clean up there. */
  readonly ended: boolean;
  /** The call as it is now. */
  readonly call: TrackedCall;
}

/** Finds the native tracker of one. */
let trackerOf: (tracker: CallTracker) => Native | undefined;

/**
 * Holds the true state of each call, fed with its status callbacks, which may come late, twice and in any order.
 *
 * Calls that have ended are forgotten after some time, and others when there are too many, so it never grows.
 */
export class CallTracker {
  readonly #native: Native;

  constructor(limits: TrackerLimits = {}) {
    const given = onlyKnown("limits", limits, ["finished", "finishedAge", "unfinished"]) as TrackerLimits;
    const written = {
      finished: count("finished", given.finished),
      finishedAge: milliseconds("finishedAge", given.finishedAge),
      unfinished: count("unfinished", given.unfinished),
    };
    this.#native = native(() => new (binding().CallTracker)(JSON.stringify(written)));
  }

  /**
   * Takes a status callback in, and says what it changes; nothing for one that names no call or no status.
   *
   * It may be given the same callback any number of times.
   */
  record(event: EventBase): Recorded | undefined {
    if (!Array.isArray(event?.fields)) {
      throw refuse("event", event, "an event, as `parse` returns it,");
    }
    const recorded = native(() => this.#native.record(JSON.stringify(event.fields)));
    return recorded === null ? undefined : (JSON.parse(recorded, revived) as Recorded);
  }

  /** Returns what is known of a call. */
  get(callSid: string): TrackedCall | undefined {
    const call = native(() => this.#native.get(text("callSid", callSid)));
    return call === null ? undefined : (JSON.parse(call, revived) as TrackedCall);
  }

  /** Forgets a call. */
  forget(callSid: string): void {
    this.#native.forget(text("callSid", callSid));
  }

  /** How many calls it holds, those that have ended included. */
  get size(): number {
    return this.#native.size();
  }

  /** Shows how many calls it holds. */
  [inspect.custom](): string {
    return `CallTracker { size: ${this.size} }`;
  }

  static {
    trackerOf = (tracker) => (#native in tracker ? tracker.#native : undefined);
  }
}

/** The native tracker of one that an option has; nothing if there is none. */
export function nativeTracker(tracker: CallTracker | null | undefined): Native | undefined {
  if (tracker === undefined || tracker === null) {
    return undefined;
  }
  const found = typeof tracker === "object" ? trackerOf(tracker) : undefined;
  if (found === undefined) {
    throw refuse("tracker", tracker, "a CallTracker");
  }
  return found;
}

/** A point in time is written as a number. */
function revived(name: string, value: unknown): unknown {
  return name === "timestamp" ? new Date(value as number) : value;
}
