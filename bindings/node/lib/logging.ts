/** Whoever hears what happens to requests. */

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

/** Hands a line on. A logger that fails does not fail the request. */
export function log(logger: Logger, record: LogRecord): void {
  try {
    logger[record.level]?.(record.message, Object.fromEntries(record.fields));
  } catch (error) {
    process.emitWarning(error instanceof Error ? error : String(error), "MycpaasLoggerWarning");
  }
}

/** A logger that writes to standard error what matters at least as much as `MYCPAAS_LOG` says, if it is set. */
export function environmentLogger(): Logger | undefined {
  const least = LEVELS.indexOf(process.env.MYCPAAS_LOG?.toLowerCase() as LogLevel);
  if (least < 0) {
    return undefined;
  }
  const write = (level: LogLevel) => (message: string, fields: LogFields) => {
    const known = Object.entries(fields).map(([name, text]) => `${name}=${text}`);
    process.stderr.write(`${["mycpaas", level, message, ...known].join(" ")}\n`);
  };
  return Object.fromEntries(LEVELS.slice(least).map((level) => [level, write(level)]));
}
