import type { Delivery } from "../generated/words.js";
import type { Metadata } from "../metadata.js";

/** What is known of an error beside its message. */
export interface ErrorFields {
  /** The sort of error, as a word that never changes; the same in every language of this library. */
  readonly kind?: string;
  /** What became of the request. */
  readonly delivery?: Delivery;
  /** Whether a call may have been placed although this error came. */
  readonly mayHaveBeenPlaced?: boolean;
  /** Whether repeating the request is safe and may help. */
  readonly isRetryable?: boolean;
  /** How many times the request was tried. */
  readonly attempts?: number;
  /** The API's own error number. */
  readonly apiCode?: number | undefined;
  /** The address of a page about the error. */
  readonly moreInfo?: string | undefined;
  /** How long the API asked to wait, in milliseconds. */
  readonly retryAfter?: number | undefined;
  /** The argument that is wrong. */
  readonly parameter?: string | undefined;
  /** The LaML element that is wrong. */
  readonly element?: string | undefined;
  /** The LaML attribute that is wrong. */
  readonly attribute?: string | undefined;
  /** The line of the LaML document. */
  readonly line?: number | undefined;
  /** The column in that line. */
  readonly column?: number | undefined;
  /** How the answer came. */
  readonly metadata?: Metadata | undefined;
  /** What lay below. */
  readonly cause?: unknown;
}

/** Whatever goes wrong in this library. It holds no secret, and can be written as JSON. */
export class MycpaasError extends Error {
  /** The sort of error, as a word that never changes; the same in every language of this library. */
  readonly kind: string;
  /** The same word as Node writes codes of errors: `MYCPAAS_NOT_FOUND`. */
  readonly code: string;
  /** What became of the request. Look here before a write is repeated. */
  readonly delivery: Delivery;
  /** Whether a call may have been placed although this error came: look for it before it is placed again. */
  readonly mayHaveBeenPlaced: boolean;
  /** Whether repeating the request is safe and may help. */
  readonly isRetryable: boolean;
  /** How many times the request was tried. Zero if it never left the library. */
  readonly attempts: number;
  /** The HTTP status, if the API answered. */
  readonly httpStatus: number | undefined;
  /** The API's own error number, such as 21211. */
  readonly apiCode: number | undefined;
  /** The address of a page about the error, if the API gave one. */
  readonly moreInfo: string | undefined;
  /** The API's identifier of the request, for a support ticket. */
  readonly requestId: string | undefined;
  /** How long the API asked to wait, in milliseconds, exactly as it asked. */
  readonly retryAfter: number | undefined;
  /** The argument that is wrong. */
  readonly parameter: string | undefined;
  /** The LaML element that is wrong, or that holds what is wrong. */
  readonly element: string | undefined;
  /** The LaML attribute that is wrong. */
  readonly attribute: string | undefined;
  /** The line of the LaML document that was parsed, counted from 1. */
  readonly line: number | undefined;
  /** The column in that line, in characters, counted from 1. */
  readonly column: number | undefined;
  /** Status, headers and timing of the answer, if the API answered. */
  readonly metadata: Metadata | undefined;

  constructor(message: string, fields: ErrorFields = {}) {
    super(message, fields.cause === undefined ? undefined : { cause: fields.cause });
    this.kind = fields.kind ?? "internal";
    this.code = `MYCPAAS_${this.kind.toUpperCase()}`;
    this.delivery = fields.delivery ?? "not_sent";
    this.mayHaveBeenPlaced = fields.mayHaveBeenPlaced ?? false;
    this.isRetryable = fields.isRetryable ?? false;
    this.attempts = fields.attempts ?? 0;
    this.httpStatus = fields.metadata?.httpStatus;
    this.apiCode = fields.apiCode;
    this.moreInfo = fields.moreInfo;
    this.requestId = fields.metadata?.requestId;
    this.retryAfter = fields.retryAfter;
    this.parameter = fields.parameter;
    this.element = fields.element;
    this.attribute = fields.attribute;
    this.line = fields.line;
    this.column = fields.column;
    this.metadata = fields.metadata;
    // What says nothing is not shown, where errors are printed.
    for (const [name, value] of Object.entries(this)) {
      if (value === undefined || name === "metadata") {
        Object.defineProperty(this, name, { enumerable: false });
      }
    }
  }

  static {
    Object.defineProperty(MycpaasError.prototype, "name", {
      value: "MycpaasError",
      configurable: true,
      writable: true,
    });
  }

  /** Everything that is known, for `JSON.stringify`. */
  toJSON(): Record<string, unknown> {
    return { name: this.name, message: this.message, ...Object.fromEntries(Object.entries(this)) };
  }
}
