/** Reading requests of the service. */

import { native } from "../errors/failure.js";
import { binding } from "../native.js";
import { count, maybeText, onlyKnown, refuse, text } from "../values.js";
import { type EventOf, readEvent } from "./event.js";
import type { EventKind } from "./generated/events.js";

/** How much a request may hold. */
export interface ParseLimits {
  /** How many bytes a body or a query may have. By default 1 MiB. */
  readonly size?: number | undefined;
  /** How many fields there may be. By default 1000. */
  readonly fields?: number | undefined;
}

/** How a query is read. */
export interface ParseQueryOptions<Kind extends EventKind = EventKind> {
  /** The kind that is expected here. Without it, it is found out. */
  readonly kind?: Kind | undefined;
  /** How much the request may hold. */
  readonly limits?: ParseLimits | undefined;
}

/** How a body is read. */
export interface ParseOptions<Kind extends EventKind = EventKind> extends ParseQueryOptions<Kind> {
  /** The content type, as the header has it. Without one, what looks like a form is read as one. */
  readonly contentType?: string | null | undefined;
}

/** A request as a server received it. */
export interface ReceivedWebhook {
  readonly method: string;
  /** Path and query, or the whole URL. */
  readonly url: string;
  readonly body: string | Uint8Array;
}

/**
 * Reads a body, a form or JSON as `contentType` says.
 *
 * What cannot be read is a `WebhookError`, which shows nothing of what was received.
 */
export function parse<Kind extends EventKind = EventKind>(
  body: string | Uint8Array,
  options: ParseOptions<Kind> = {},
): EventOf<Kind> {
  const settings = written(options, ["contentType", "kind", "limits"]);
  const bytes = content(body);
  return native(() => readEvent(binding().parseWebhook(bytes, settings))) as EventOf<Kind>;
}

/** Reads the query of a request, without its `?`. What cannot be read is a `WebhookError`. */
export function parseQuery<Kind extends EventKind = EventKind>(
  query: string,
  options: ParseQueryOptions<Kind> = {},
): EventOf<Kind> {
  const settings = written(options, ["kind", "limits"]);
  const given = text("query", query);
  return native(() => readEvent(binding().parseWebhookQuery(given, settings))) as EventOf<Kind>;
}

/** Reads a request from where its method has its parameters: the query of a GET, the body of others. */
export function receive<Kind extends EventKind>(
  { method, url, body }: ReceivedWebhook,
  options: ParseOptions<Kind>,
): EventOf<Kind> {
  const settings = written(options, ["contentType", "kind", "limits"]);
  const bytes = content(body);
  return native(() => readEvent(binding().receiveWebhook(method, url, bytes, settings))) as EventOf<Kind>;
}

/** A body as the native module takes it. */
export function content(body: string | Uint8Array): string | Buffer {
  if (typeof body === "string" || Buffer.isBuffer(body)) {
    return body;
  }
  if (body instanceof Uint8Array) {
    return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  }
  throw refuse("body", body, "the body as it was received, as text or bytes,");
}

/** Limits as the native module reads them. */
export function writtenLimits(limits: ParseLimits | undefined): ParseLimits | undefined {
  if (limits === undefined || limits === null) {
    return undefined;
  }
  const { size, fields } = onlyKnown("limits", limits, ["size", "fields"]);
  return { size: count("size", size), fields: count("fields", fields) };
}

function written(options: ParseOptions, known: readonly string[]): string {
  const { contentType, kind, limits } = onlyKnown("options", options, known) as ParseOptions;
  return JSON.stringify({
    contentType: maybeText("contentType", contentType),
    kind: maybeText("kind", kind),
    limits: writtenLimits(limits),
  });
}
