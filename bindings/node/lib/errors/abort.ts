import { MycpaasError } from "./error.js";

/**
 * The request was aborted by its signal.
 *
 * `delivery` is `not_sent` if it had not been started. Otherwise it may have reached the API: after an aborted
 * `create` the call may be ringing. `cause` is the reason of the signal.
 */
export class AbortError extends MycpaasError {
  override readonly code: string = "ABORT_ERR";

  /** Made by the library. */
  constructor(reason: unknown, started: boolean, places: boolean) {
    const may = started && places;
    const warning = may ? " The call may exist and must not be blindly repeated: look for it first." : "";
    super(`The request was aborted.${warning}`, {
      kind: "cancelled",
      delivery: started ? "unknown" : "not_sent",
      mayHaveBeenPlaced: may,
      cause: reason,
    });
  }

  static {
    Object.defineProperty(AbortError.prototype, "name", {
      value: "AbortError",
      configurable: true,
      writable: true,
    });
  }
}
