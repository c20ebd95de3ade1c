/** Errors out of what the native module says of a failure. */

import { CLASSES } from "../generated/errors.js";
import { readMetadata, type WrittenMetadata } from "../metadata.js";
import { AbortError } from "./abort.js";
import { type ErrorFields, MycpaasError } from "./error.js";

/** What the native module says of a failure. Fields that are missing are null. */
export type Failure = { [Name in Exclude<keyof ErrorFields, "metadata">]: ErrorFields[Name] | null } & {
  readonly metadata: WrittenMetadata | null;
  readonly kind: string;
  readonly message: string;
  readonly text: string;
  readonly causes: readonly string[];
};

/** Options that have another name here. */
const RENAMED: Readonly<Record<string, string>> = { total_timeout: "timeout", signing_key: "keys" };

/** Makes the error of a failure, with what lay below as its cause. */
export function errorOf(failure: Failure): MycpaasError {
  const given = failure.parameter ?? undefined;
  const parameter = given === undefined ? undefined : nameOf(given);
  const Class = CLASSES[failure.kind] ?? MycpaasError;
  return new Class(renamed(failure.text, given, parameter), {
    ...present(failure),
    parameter,
    metadata: failure.metadata === null ? undefined : readMetadata(failure.metadata),
    cause: causeOf(failure.causes),
  });
}

/** Makes the error of a request that was dropped, for the reason that its signal has. */
export function abortErrorOf(failure: Failure, reason: unknown): AbortError {
  return new AbortError(reason, failure.text, present(failure));
}

/** Makes the error of what the native module has thrown. */
export function errorOfThrown(thrown: unknown): unknown {
  // It may come from another realm, as it does in test frameworks.
  const message = (thrown as { message?: unknown } | undefined)?.message;
  if (typeof message === "string" && message.startsWith("{")) {
    return errorOf(JSON.parse(message) as Failure);
  }
  return thrown;
}

/** Calls the native module. */
export function native<T>(call: () => T): T {
  try {
    return call();
  } catch (thrown) {
    throw errorOfThrown(thrown);
  }
}

function present(failure: Failure): ErrorFields {
  const fields: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(failure)) {
    if (value !== null && name !== "message" && name !== "text" && name !== "causes") {
      fields[name] = value;
    }
  }
  return fields;
}

function causeOf(causes: readonly string[]): Error | undefined {
  let cause: Error | undefined;
  for (const text of [...causes].reverse()) {
    cause = new Error(text, cause === undefined ? undefined : { cause });
    // It happened elsewhere.
    cause.stack = `Error: ${text}`;
  }
  return cause;
}

function nameOf(parameter: string): string {
  return RENAMED[parameter] ?? parameter.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** The text begins with the parameter. */
function renamed(text: string, given: string | undefined, parameter: string | undefined): string {
  return given !== undefined && parameter !== undefined && text.startsWith(given)
    ? parameter + text.slice(given.length)
    : text;
}
