/** Hono, in Node. */

import type { EventOf } from "../event.js";
import type { EventKind } from "../generated/events.js";
import { type Answer, documentOf, LAML } from "./answer.js";
import { Gate, type RefusedStatus, type Webhook, type WebhookOptions } from "./gate.js";

/** What is needed of Hono's context. */
export interface HonoContext {
  readonly req: { raw: Request; arrayBuffer(): Promise<ArrayBuffer> };
  // biome-ignore lint/suspicious/noExplicitAny: what it is depends on the server
  readonly env: any;
  readonly set: (...args: never[]) => unknown;
}

type Set = (name: "mycpaas", webhook: Webhook) => void;

/**
 * Makes middleware, or with `handler` the end of a route.
 *
 * Afterwards `c.get("mycpaas")` has the event (`new Hono<{ Variables: WebhookState }>()`), and the body can be read as
 * usual.
 */
export function honoWebhook<Kind extends EventKind = EventKind, Context extends HonoContext = HonoContext>(
  options: WebhookOptions<Kind> = {},
  handler?: (event: EventOf<Kind>, context: Context) => Answer | Response | Promise<Answer | Response>,
  // biome-ignore lint/suspicious/noConfusingVoidType: it is what middleware of Hono returns
): (context: Context, next: () => Promise<void>) => Promise<Response | void> {
  const gate = new Gate(options);
  return async (context, next) => {
    const taken = await take(gate, context);
    if (typeof taken === "number") {
      return new Response(null, { status: taken });
    }
    (context.set as Set)("mycpaas", taken);
    if (handler === undefined) {
      return await next();
    }
    const answer = await handler(taken.event, context);
    return answer instanceof Response ? answer : respond(answer);
  };
}

async function take<Kind extends EventKind>(
  gate: Gate<Kind>,
  context: HonoContext,
): Promise<Webhook<Kind> | RefusedStatus> {
  const { raw } = context.req;
  const body = raw.bodyUsed ? await kept(context, gate.size) : await collected(raw, gate.size);
  if (body === undefined) {
    return gate.tooLarge();
  }
  if (raw.body !== null) {
    // What was read can be read again.
    context.req.raw = new Request(raw, { body: new Uint8Array(body) });
  }
  const headers = Object.fromEntries(raw.headers);
  return gate.take({ method: raw.method, url: urlOf(context), headers, body });
}

/** Path and query as they came. A `Request` of the web may have written them anew. */
function urlOf({ env, req }: HonoContext): string {
  const given: unknown = env?.incoming?.url;
  if (typeof given === "string") {
    return given;
  }
  const { pathname, search } = new URL(req.raw.url);
  return pathname + search;
}

/** Returns the body that somebody has read before, of which Hono keeps a copy. */
async function kept({ req }: HonoContext, limit: number): Promise<Buffer | undefined> {
  const body = Buffer.from(await req.arrayBuffer());
  return body.length > limit ? undefined : body;
}

/** Reads a body; nothing if it is larger than the limit. */
async function collected(request: Request, limit: number): Promise<Buffer | undefined> {
  if (Number(request.headers.get("content-length") ?? 0) > limit) {
    return undefined;
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > limit) {
      return undefined;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function respond(answer: Answer): Response {
  const document = documentOf(answer);
  return document === undefined
    ? new Response(null)
    : new Response(document, { headers: { "Content-Type": LAML } });
}
