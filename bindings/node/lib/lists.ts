/** Lists of calls, a page at a time. */

import type { Call } from "./generated/call.js";
import { readCall } from "./generated/call.js";
import { type Metadata, readMetadata } from "./metadata.js";
import { type NativePage, run, type Surroundings, takePage, type WrittenPage } from "./requests.js";

/** A page of calls. */
export class Page {
  /** The calls, in the order of the API. */
  readonly items: readonly Call[];
  /**
   * Where the next page begins, to be stored and given to `list` as `resume`. Nothing if this page is the last.
   */
  readonly cursor: string | undefined;
  /** How the page's answer came. */
  readonly metadata: Metadata;
  readonly #native: NativePage;
  readonly #surroundings: Surroundings;

  /** Made by `CallList`. */
  constructor(written: WrittenPage, native: NativePage, surroundings: Surroundings) {
    this.items = written.items.map((call) => readCall(call));
    this.cursor = written.cursor ?? undefined;
    this.metadata = readMetadata(written.metadata);
    this.#native = native;
    this.#surroundings = surroundings;
  }

  /** Requests the page after this one. Nothing if this page is the last. */
  async next(): Promise<Page | undefined> {
    return await this.#turn(true);
  }

  /** Requests the page before this one. Nothing if this page is the first. */
  async previous(): Promise<Page | undefined> {
    return await this.#turn(false);
  }

  /** The calls of this page. */
  [Symbol.iterator](): Iterator<Call> {
    return this.items[Symbol.iterator]();
  }

  async #turn(forward: boolean): Promise<Page | undefined> {
    const around = this.#surroundings;
    const logged = around.logger !== undefined;
    const { reply, id } = await run((session, id) => session.turn(this.#native, id, forward, logged), around);
    return reply.page === undefined ? undefined : new Page(reply.page, takePage(id), around);
  }
}

/**
 * Calls that are requested when they are needed, a page at a time. Each iteration begins anew.
 *
 * `await` gives the first page, `for await` all calls; both stop after `limit`.
 */
export class CallList implements Promise<Page>, AsyncIterable<Call> {
  readonly #first: (limit?: number) => Promise<Page>;
  readonly #limit: number;

  /** Made by `calls.list`. */
  constructor(first: (limit?: number) => Promise<Page>, limit: number | undefined) {
    this.#first = first;
    this.#limit = limit ?? Number.POSITIVE_INFINITY;
  }

  /** Requests the first page. */
  async firstPage(): Promise<Page> {
    return await this.#first();
  }

  /** Requests one page after the other. `limit` does not count here. */
  async *pages(): AsyncGenerator<Page, void, undefined> {
    let page: Page | undefined = await this.#first();
    while (page !== undefined) {
      yield page;
      page = await page.next();
    }
  }

  /** Requests all calls, `limit` at most, and returns them in one list. */
  async all(): Promise<Call[]> {
    const calls: Call[] = [];
    for await (const call of this) {
      calls.push(call);
    }
    return calls;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Call, void, undefined> {
    let left = this.#limit;
    if (left <= 0) {
      return;
    }
    for await (const page of this.pages()) {
      for (const call of page) {
        yield call;
        left -= 1;
        if (left <= 0) {
          return;
        }
      }
    }
  }

  /** Requests the first page, of which there are `limit` calls at most: what `await` does. */
  // biome-ignore lint/suspicious/noThenProperty: a list can be awaited
  then<Value = Page, Other = never>(
    fulfilled?: ((page: Page) => Value | PromiseLike<Value>) | null,
    rejected?: ((reason: unknown) => Other | PromiseLike<Other>) | null,
  ): Promise<Value | Other> {
    return this.#first(this.#limit).then(fulfilled, rejected);
  }

  /** Requests the first page, and hears only of what goes wrong. */
  catch<Other = never>(
    rejected?: ((reason: unknown) => Other | PromiseLike<Other>) | null,
  ): Promise<Page | Other> {
    return this.then(undefined, rejected);
  }

  /** Requests the first page, and hears only that it has ended. */
  finally(ended?: (() => void) | null): Promise<Page> {
    return this.#first(this.#limit).finally(ended);
  }

  /** What a list is called where it is shown. */
  get [Symbol.toStringTag](): string {
    return "CallList";
  }
}
