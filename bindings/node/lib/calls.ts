/** The operations on calls. */

import type { CallTracker as NativeTracker, Session } from "../native/binding.js";
import { type Call, readCall } from "./generated/call.js";
import { InternalError } from "./generated/errors.js";
import {
  CREATE,
  type CreateCallParameters,
  LIST,
  type ListCallsParameters,
  UPDATE,
  type UpdateCallParameters,
} from "./generated/parameters.js";
import type { CallDirection, CallStatus } from "./generated/words.js";
import { CallList, Page } from "./lists.js";
import type { Logger } from "./logging.js";
import { readMetadata } from "./metadata.js";
import { type RequestOptions, requestOptions } from "./options.js";
import { type NativeClient, type Reply, run, takePage } from "./requests.js";
import type { Open } from "./types.js";
import {
  count,
  maybeText,
  milliseconds,
  onlyKnown,
  pairs,
  refuse,
  text,
  type Wire,
  wire,
  words,
  wrong,
} from "./values.js";
import { type CallTracker, nativeTracker } from "./webhooks/tracker.js";

/** Which calls are listed, and how. */
export interface ListParameters extends ListCallsParameters {
  /** Only calls with this direction. The filter works on this side: all calls are transferred. */
  readonly direction?: Open<CallDirection> | undefined;
  /** Stops after so many calls. Pages are not affected. */
  readonly limit?: number | undefined;
  /**
   * Goes on where a `cursor` of a page was taken. It holds the filters that are sent, but neither `direction` nor
   * `limit`: give these again. No other filter may be given with it.
   */
  readonly resume?: string | undefined;
}

/** What to wait for, and for how long. */
export interface WaitParameters {
  /** Stops at these statuses too. A call that has ended always stops the wait. */
  readonly until?: ReadonlyArray<Open<CallStatus>> | Open<CallStatus> | undefined;
  /** The longest time to wait, in milliseconds: more than zero and at most a day. By default ten minutes. */
  readonly deadline?: number | undefined;
  /**
   * Where the call's status callbacks are recorded, so that what is waited for is learnt as soon as one tells it. Where
   * none comes, or not every one, looking goes on, though rarely once one has come.
   */
  readonly tracker?: CallTracker | undefined;
}

/** What requests of a client have in common. */
export interface Context {
  readonly native: NativeClient;
  readonly logger: Logger | undefined;
}

const LIST_ONLY = ["direction", "limit", "resume"];

/** The operations on calls. Made by `Client.calls`. None of them throws: what is wrong rejects. */
export class Calls {
  readonly #context: Context;

  /** Made by `Client`. */
  constructor(context: Context) {
    this.#context = context;
  }

  /**
   * Places a call.
   *
   * It is sent once. It is repeated only if it certainly did not reach the API (no connection) or the API refused
   * it with 429; see `RetryPolicy`. When the call may exist although there is an error, its `mayHaveBeenPlaced`
   * says so.
   */
  async create(parameters: CreateCallParameters, options?: RequestOptions): Promise<Call> {
    return await this.#call({ create: written(CREATE, "create", parameters) }, options, { places: true });
  }

  /** Fetches a call. */
  async fetch(sid: string, options?: RequestOptions): Promise<Call> {
    return await this.#call({ fetch: { sid: text("sid", sid) } }, options);
  }

  /** Changes a call that is not over: redirects it, or ends it. */
  async update(sid: string, parameters: UpdateCallParameters, options?: RequestOptions): Promise<Call> {
    const update = { sid: text("sid", sid), ...written(UPDATE, "update", parameters) };
    return await this.#call({ update }, options);
  }

  /** Ends a call, also one that is in progress. */
  async hangUp(sid: string, options?: RequestOptions): Promise<Call> {
    return await this.#call({ hang_up: { sid: text("sid", sid) } }, options);
  }

  /** Cancels a call that nobody has answered yet. */
  async cancel(sid: string, options?: RequestOptions): Promise<Call> {
    return await this.#call({ cancel: { sid: text("sid", sid) } }, options);
  }

  /** Lets a call that is in progress go on with another document. */
  async redirect(sid: string, url: string, options?: RequestOptions): Promise<Call> {
    return await this.#call({ redirect: { sid: text("sid", sid), url: text("url", url) } }, options);
  }

  /** Deletes the record of a call that has ended. */
  async delete(sid: string, options?: RequestOptions): Promise<void> {
    await send(this.#context, { delete: { sid: text("sid", sid) } }, options);
  }

  /**
   * Waits until a call has one of the statuses, or has ended in any way.
   *
   * It looks often after every change and ever more rarely while nothing happens: every 250 ms at first, every 5 s
   * at last. When the deadline has passed there is a `TimeoutError`.
   */
  async wait(sid: string, parameters: WaitParameters = {}, options?: RequestOptions): Promise<Call> {
    const given = onlyKnown("parameters", parameters, ["until", "deadline", "tracker"]) as WaitParameters;
    const until = given.until ?? [];
    const wait = {
      sid: text("sid", sid),
      until: words("until", until, "a status, or several,"),
      deadline: milliseconds("deadline", given.deadline),
    };
    return await this.#call({ wait }, options, { tracker: nativeTracker(given.tracker) });
  }

  /**
   * Lists calls. Nothing is sent before a call or a page is asked for: `await` gives the first page, `for await`
   * all calls.
   */
  list(parameters: ListParameters = {}, options?: RequestOptions): CallList {
    const signal = options?.signal ?? undefined;
    try {
      const list = {
        ...written(LIST, "list", parameters, LIST_ONLY),
        direction: maybeText("direction", parameters.direction),
        resume: maybeText("resume", parameters.resume),
      };
      // Written once: what can be read only once holds for each iteration.
      const order = orderOf(this.#context, { list }, options);
      const limit = count("limit", parameters.limit);
      return new CallList((most) => this.#firstPage(order, signal, most), limit);
    } catch (error) {
      return new CallList(() => Promise.reject(error), undefined);
    }
  }

  async #firstPage(order: string, signal: AbortSignal | undefined, most: number | undefined): Promise<Page> {
    const { reply, id } = await sendOrder(this.#context, order, { signal });
    if (reply.page === undefined) {
      throw new InternalError("a list was answered without a page");
    }
    const page = { ...reply.page, items: reply.page.items.slice(0, most) };
    return new Page(page, takePage(id), { signal, logger: this.#context.logger });
  }

  async #call(request: object, options: RequestOptions | undefined, more: SendOptions = {}): Promise<Call> {
    const { reply } = await send(this.#context, request, options, more);
    if (reply.call === undefined) {
      throw new InternalError("a request was answered without a call");
    }
    const [fields, metadata] = reply.call;
    return readCall(fields, readMetadata(metadata));
  }
}

/** What belongs to a request beside its text. */
interface SendOptions {
  readonly signal?: AbortSignal | undefined;
  readonly body?: Buffer | undefined;
  /** Where it learns of statuses. */
  readonly tracker?: NativeTracker | undefined;
  /** Whether it places a call. */
  readonly places?: boolean;
}

/** What a request ended with, and its number. */
interface Ended {
  readonly reply: Reply;
  readonly id: number;
}

/** Sends a request. */
export async function send(
  context: Context,
  request: object,
  options: RequestOptions | undefined,
  more: SendOptions = {},
): Promise<Ended> {
  const order = orderOf(context, request, options);
  return await sendOrder(context, order, { signal: options?.signal ?? undefined, ...more });
}

/** The text of a request, as the native module reads it. */
function orderOf({ logger }: Context, request: object, options: RequestOptions | undefined): string {
  return JSON.stringify({ request, options: requestOptions(options), logged: logger !== undefined });
}

function sendOrder(
  { native, logger }: Context,
  order: string,
  { signal, body, tracker, places }: SendOptions,
): Promise<Ended> {
  const start = (session: Session, id: number) =>
    tracker === undefined
      ? session.start(native, id, order, body)
      : session.follow(native, id, order, tracker);
  return run(start, { signal, logger, places: places ?? false });
}

/** Parameters as the native module reads them. */
function written(
  table: ReadonlyMap<string, number>,
  operation: string,
  parameters: object,
  others: readonly string[] = [],
): { readonly arguments: Array<[number, Wire]>; readonly extra?: Array<[string, string]> } {
  if (typeof parameters !== "object" || parameters === null) {
    throw refuse("parameters", parameters, `an object with the parameters of ${operation}`);
  }
  const given: Array<[number, Wire]> = [];
  let extra: Array<[string, string]> | undefined;
  for (const [name, value] of Object.entries(parameters)) {
    const place = table.get(name);
    if (value === undefined || value === null) {
      continue;
    }
    if (place !== undefined) {
      given.push([place, wire(value)]);
    } else if (name === "extra") {
      extra = pairs("extra", value);
    } else if (!others.includes(name)) {
      throw wrong(
        name.slice(0, 80),
        `${operation} has no such parameter; what has no name here goes into \`extra\``,
      );
    }
  }
  return extra === undefined ? { arguments: given } : { arguments: given, extra };
}
