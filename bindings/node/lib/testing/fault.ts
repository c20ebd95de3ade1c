import type { Pairs } from "../types.js";
import { count, maybeText, milliseconds, onlyKnown, pairs } from "../values.js";

/** Which requests a fault is for. By default for any. */
export interface FaultFilter {
  /** Only requests with this method. */
  readonly method?: string | undefined;
  /** Only requests with this text in their path. */
  readonly path?: string | undefined;
}

/** What a fault answers. */
export interface FaultAnswer extends FaultFilter {
  /** Headers of the answer. */
  readonly headers?: Pairs | undefined;
  /** Its body. */
  readonly body?: string | undefined;
}

/** Something that goes wrong with one of the next requests. */
export class Fault {
  readonly #order: object;

  private constructor(kind: string, filter: FaultFilter, more: object = {}) {
    const { method, path } = onlyKnown("filter", filter, ["method", "path"]);
    this.#order = { kind, method: maybeText("method", method), path: maybeText("path", path), ...more };
  }

  /** The connection is closed before the request is read. */
  static closeBeforeReading(): Fault {
    return new Fault("close_before_reading", {});
  }

  /** The request is read, and the connection closed. Nothing happens with it. */
  static closeAfterReading(filter: FaultFilter = {}): Fault {
    return new Fault("close_after_reading", filter);
  }

  /** What was asked for is done, and the connection closed in place of an answer. */
  static closeInsteadOfAnswering(filter: FaultFilter = {}): Fault {
    return new Fault("close_instead_of_answering", filter);
  }

  /** What was asked for is done, and the connection closed in the middle of the answer. */
  static closeMidAnswer(filter: FaultFilter = {}): Fault {
    return new Fault("close_mid_answer", filter);
  }

  /** The answer comes that many milliseconds later. */
  static delay(time: number, filter: FaultFilter = {}): Fault {
    return new Fault("delay", filter, { time: milliseconds("time", time) });
  }

  /** This is answered, and what was asked for not done. */
  static answer(status: number, { headers, body, ...filter }: FaultAnswer = {}): Fault {
    return new Fault("answer", filter, {
      status: count("status", status, "an HTTP status"),
      headers: pairs("headers", headers),
      body: maybeText("body", body),
    });
  }

  /** What the native module reads. */
  toJSON(): object {
    return this.#order;
  }
}
