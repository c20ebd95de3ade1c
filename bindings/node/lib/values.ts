/** Values of JavaScript on their way to the native module, which says what is allowed. */

import { ConfigurationError, InvalidArgumentError } from "./generated/errors.js";
import type { Pairs } from "./types.js";

/** What the native module reads of a value. */
export type Wire = string | boolean | number | readonly string[] | { readonly shown: string };

/** Says what a value is, without what is in it where that could be long or secret. */
export function shown(value: unknown): string {
  switch (typeof value) {
    case "string":
      return isWellFormed(value) ? JSON.stringify(value.slice(0, 80)) : "text with half a character";
    case "number":
    case "boolean":
    case "undefined":
      return String(value);
    case "bigint":
      return `${String(value).slice(0, 80)}n`;
    case "object":
      return value === null ? "null" : Array.isArray(value) ? "a list" : "an object";
    default:
      return `a ${typeof value}`;
  }
}

/** Hands a value on as it is, or says what it is. */
export function wire(value: unknown): Wire {
  if (typeof value === "string" && isWellFormed(value)) {
    return value;
  }
  if (typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value))) {
    return value;
  }
  if (value instanceof Date && !Number.isNaN(value.getTime())) {
    return value.toISOString();
  }
  if (value instanceof URL) {
    return value.href;
  }
  return severalTexts(value) ?? { shown: shown(value) };
}

/** Texts of a list or a set; nothing if it is something else. */
function severalTexts(value: unknown): readonly string[] | undefined {
  const list = value instanceof Set ? [...value] : value;
  return Array.isArray(list) && list.every(isText) ? list : undefined;
}

/** Half of a character outside the basic plane has no form in UTF-8, and is no text. */
function isWellFormed(text: string): boolean {
  return text.isWellFormed();
}

function isText(value: unknown): value is string {
  return typeof value === "string" && isWellFormed(value);
}

/** An error that names the argument, what was given and what is allowed. */
export function refuse(parameter: string, value: unknown, allowed: string): InvalidArgumentError {
  return wrong(parameter, `${shown(value)} is given; ${allowed} is allowed`);
}

/** The same for what may be secret, and is not shown. */
export function wrong(parameter: string, problem: string): InvalidArgumentError {
  return new InvalidArgumentError(`${parameter}: ${problem}`, { parameter });
}

/** The same for a setting of a client. */
export function misconfigured(parameter: string, problem: string): ConfigurationError {
  return new ConfigurationError(`${parameter}: ${problem}`, { parameter });
}

/** Reads a text. */
export function text(parameter: string, given: unknown): string {
  const value = given instanceof URL ? given.href : given;
  if (!isText(value)) {
    throw refuse(parameter, value, "text");
  }
  return value;
}

/** Reads a text that may be missing. */
export function maybeText(parameter: string, value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : text(parameter, value);
}

/** Reads a number that may be missing. */
export function maybeNumber(parameter: string, value: unknown, allowed: string): number | undefined {
  if (value === undefined || value === null) {
    return undefined;
  }
  if (typeof value !== "number" || !Number.isFinite(value)) {
    throw refuse(parameter, value, allowed);
  }
  return value;
}

/** Reads a span of time that may be missing. */
export function milliseconds(parameter: string, value: unknown): number | undefined {
  return maybeNumber(parameter, value, "a number of milliseconds");
}

/** Reads a whole number from zero that may be missing. */
export function count(
  parameter: string,
  value: unknown,
  allowed = "a whole number from 0",
): number | undefined {
  const number = maybeNumber(parameter, value, allowed);
  if (number !== undefined && (!Number.isInteger(number) || number < 0 || number > 0xffff_ffff)) {
    throw refuse(parameter, value, allowed);
  }
  return number;
}

/** Reads one word, or several. */
export function words(parameter: string, value: unknown, allowed: string): readonly string[] {
  const found = isText(value) ? [value] : severalTexts(value);
  if (found === undefined) {
    throw refuse(parameter, value, allowed);
  }
  return found;
}

/** Reads texts by their names, or pairs. What is given may be secret, and is not shown. */
export function pairs(parameter: string, given: Pairs | null | undefined): Array<[string, string]> {
  if (given === undefined || given === null) {
    return [];
  }
  const read: Array<[string, string]> = [];
  const problem = "something else is given; texts by their names, or pairs of a name and a text, are allowed";
  if (typeof given !== "object") {
    throw wrong(parameter, problem);
  }
  const entries = Symbol.iterator in given ? (given as Iterable<unknown>) : Object.entries(given);
  for (const entry of entries) {
    if (!Array.isArray(entry) || entry.length !== 2 || !isText(entry[0])) {
      throw wrong(parameter, problem);
    }
    const [name, value] = entry as [string, unknown];
    if (value === undefined) {
      continue;
    }
    for (const one of Array.isArray(value) ? value : [value]) {
      if (!isText(one)) {
        throw wrong(parameter, `the value of ${shown(name)} is ${kindOf(one)}; text is allowed`);
      }
      read.push([name, one]);
    }
  }
  return read;
}

/** Says what a value is, and nothing of what is in it. */
function kindOf(value: unknown): string {
  const kind = typeof value;
  return kind === "object" || kind === "undefined"
    ? shown(value)
    : kind === "string"
      ? "no whole text"
      : `a ${kind}`;
}

/** Refuses options that nobody reads, which are misspelt. */
export function onlyKnown(what: string, given: unknown, known: readonly string[]): Record<string, unknown> {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw refuse(what, given, "an object");
  }
  for (const name of Object.keys(given)) {
    if (!known.includes(name)) {
      throw wrong(name.slice(0, 80), `there is no such option; there are ${known.join(", ")}`);
    }
  }
  return given as Record<string, unknown>;
}
