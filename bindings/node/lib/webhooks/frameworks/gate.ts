/** What every framework does with a request: check it, read it, and refuse what is not genuine or cannot be read. */

import { WebhookError } from "../../generated/errors.js";
import { onlyKnown, refuse } from "../../values.js";
import type { EventOf } from "../event.js";
import type { EventKind } from "../generated/events.js";
import { type ParseLimits, receive, writtenLimits } from "../parse.js";
import { checkValidator, type Genuine, type Refusal, type SignatureValidator } from "../signature.js";

/** How requests of the service are taken in. */
export interface WebhookOptions<Kind extends EventKind = EventKind> {
  /**
   * Checks signatures, where the service signs. It needs its `publicUrl`: a server sees only path and query. Without it,
   * whoever knows the URL can send anything.
   */
  readonly validator?: SignatureValidator | undefined;
  /** The kind that is expected here. Without it, it is found out. */
  readonly kind?: Kind | undefined;
  /** How much a request may hold. By default what the validator takes. */
  readonly limits?: ParseLimits | undefined;
  /** Hears why a request was refused, or could not be read. It is safe to log. */
  readonly onRefused?: ((problem: Refusal | WebhookError) => void) | undefined;
}

/** A request of the service that was checked and read. */
export interface Webhook<Kind extends EventKind = EventKind> {
  readonly event: EventOf<Kind>;
  /** How it was signed, where that was checked. */
  readonly verdict: Genuine | undefined;
  /** The body as it was received. */
  readonly body: Buffer;
}

/** What middleware leaves in the state of Koa's context, and among the variables of Hono's. */
export interface WebhookState {
  mycpaas: Webhook;
}

/** A request as a server received it. */
export interface Incoming {
  readonly method: string;
  /** Path and query as they came. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Buffer;
}

/** A status without a body, since what helps you helps whoever forges. */
export type RefusedStatus = 400 | 403 | 413;

/** The largest body where no limit is given, in bytes. */
const SIZE = 1 << 20;

const OPTIONS = ["validator", "kind", "limits", "onRefused"];

/** Takes requests in, by options that are checked once. */
export class Gate<Kind extends EventKind> {
  readonly #options: WebhookOptions<Kind>;
  readonly #limits: ParseLimits | undefined;

  constructor(options: WebhookOptions<Kind>) {
    this.#options = onlyKnown("options", options, OPTIONS) as WebhookOptions<Kind>;
    checkValidator(options.validator);
    if (options.onRefused !== undefined && typeof options.onRefused !== "function") {
      throw refuse("onRefused", options.onRefused, "a function");
    }
    this.#limits = writtenLimits(options.limits) ?? options.validator?.limits;
  }

  /** How many bytes a body may have. */
  get size(): number {
    return this.#limits?.size ?? SIZE;
  }

  /** Checks and reads a request, or says how to refuse it. */
  take(incoming: Incoming): Webhook<Kind> | RefusedStatus {
    const verdict = this.#options.validator?.validate(incoming);
    if (verdict?.valid === false) {
      this.#options.onRefused?.(verdict);
      return 403;
    }
    try {
      return { event: this.#read(incoming), verdict, body: incoming.body };
    } catch (error) {
      return this.#unreadable(error);
    }
  }

  /** Refuses a request whose body is too large, or ended too early. */
  tooLarge(): RefusedStatus {
    this.#options.onRefused?.(new WebhookError("the body is too large, or ended too early"));
    return 413;
  }

  #read({ method, url, headers, body }: Incoming): EventOf<Kind> {
    const given = headers["content-type"];
    const contentType = typeof given === "string" ? given : given?.[0];
    return receive({ method, url, body }, { contentType, kind: this.#options.kind, limits: this.#limits });
  }

  #unreadable(error: unknown): RefusedStatus {
    if (!(error instanceof WebhookError)) {
      throw error;
    }
    this.#options.onRefused?.(error);
    return 400;
  }
}
