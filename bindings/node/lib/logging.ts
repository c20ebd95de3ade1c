/** Whoever hears what happens to requests. */

import { AsyncResource } from "node:async_hooks";
import { inspect } from "node:util";
import { misconfigured, shown } from "./values.js";

/** What is known of an event: names and texts. It holds neither secrets nor whole telephone numbers. */
export type LogFields = Readonly<Record<string, string>>;

/** Takes lines for a log, as `console` does. A method that is missing is not called. */
export interface Logger {
  debug?(message: string, fields: LogFields): void;
  info?(message: string, fields: LogFields): void;
  warn?(message: string, fields: LogFields): void;
  error?(message: string, fields: LogFields): void;
}

const LEVELS = ["debug", "info", "warn", "error"] as const;

/** How much a line matters. */
export type LogLevel = (typeof LEVELS)[number];

/** One line, as the native module writes it. */
export interface LogRecord {
  readonly level: LogLevel;
  readonly message: string;
  readonly fields: ReadonlyArray<readonly [string, string]>;
}

/** Hears of one request. */
export type Hear = (record: LogRecord) => void;

/** Hands lines on, in the asynchronous context of the caller. A logger that fails does not fail the request. */
export function hearer(logger: Logger): Hear {
  const caller = new AsyncResource("mycpaas");
  return (record) => caller.runInAsyncScope(log, undefined, logger, record);
}

function log(logger: Logger, { level, message, fields }: LogRecord): void {
  try {
    const logged: unknown = logger[level]?.(message, Object.fromEntries(fields));
    if (logged instanceof Promise) {
      logged.catch(complain);
    }
  } catch (error) {
    complain(error);
  }
}

function complain(error: unknown): void {
  process.emitWarning(`mycpaas: the logger failed: ${inspect(error)}`);
}

/** Accepts what `console` is like. */
export function checkLogger(logger: unknown): Logger {
  const methods = logger as Partial<Record<string, unknown>> | null;
  const isOne = typeof logger === "object" && LEVELS.some((level) => typeof methods?.[level] === "function");
  if (!isOne) {
    throw misconfigured(
      "logger",
      `${shown(logger)} is given; an object with ${LEVELS.join(", ")} is allowed`,
    );
  }
  return logger as Logger;
}

/** A logger that writes to standard error what matters at least as much as `MYCPAAS_LOG` says, if it is set. */
export function environmentLogger(): Logger | undefined {
  const wanted = process.env.MYCPAAS_LOG;
  if (wanted === undefined || wanted === "") {
    return undefined;
  }
  const least = LEVELS.indexOf(wanted.toLowerCase() as LogLevel);
  if (least < 0) {
    throw misconfigured("MYCPAAS_LOG", `${shown(wanted)} is given; ${LEVELS.join(", ")} are allowed`);
  }
  const write = (level: LogLevel) => (message: string, fields: LogFields) => {
    const known = Object.entries(fields).map(([name, text]) => `${name}=${text}`);
    process.stderr.write(`${["mycpaas", level, message, ...known].join(" ")}\n`);
  };
  return Object.fromEntries(LEVELS.slice(least).map((level) => [level, write(level)]));
}
