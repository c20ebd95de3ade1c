import { type ErrorFields, MycpaasError } from "./error.js";

/**
 * The request was aborted by its signal.
 *
 * `delivery` is `not_sent` if it had not been started. Otherwise it may have reached the API: after an aborted
 * `create` the call may be ringing. `cause` is the reason of the signal.
 */
export class AbortError extends MycpaasError {
  override readonly code: string = "ABORT_ERR";

  /** Made by the library. */
  constructor(reason: unknown, message = "The request was aborted", fields: ErrorFields = {}) {
    super(message, { kind: "cancelled", ...fields, cause: reason });
  }

  static {
    Object.defineProperty(AbortError.prototype, "name", {
      value: "AbortError",
      configurable: true,
      writable: true,
    });
  }
}
