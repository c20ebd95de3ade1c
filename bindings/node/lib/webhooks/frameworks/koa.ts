/** Koa. */

import type { IncomingMessage } from "node:http";
import type { EventOf } from "../event.js";
import type { EventKind } from "../generated/events.js";
import { type Answer, documentOf, LAML } from "./answer.js";
import { Gate, type Webhook, type WebhookOptions } from "./gate.js";
import { parsedBody, take } from "./http.js";

/** What is needed of Koa's context. */
export interface KoaContext {
  readonly req: IncomingMessage;
  readonly originalUrl: string;
  readonly request: object;
  // biome-ignore lint/suspicious/noExplicitAny: an application has a type of its own
  state: any;
  status: number;
  body: unknown;
  set(name: string, value: string): void;
}

/**
 * Makes middleware, or with `handler` the end of a route.
 *
 * Put it before parsers of bodies. Afterwards `ctx.state.mycpaas` has the event, `ctx.request.rawBody` the bytes, and
 * `ctx.request.body` the fields.
 */
export function koaWebhook<Kind extends EventKind = EventKind, Context extends KoaContext = KoaContext>(
  options: WebhookOptions<Kind> = {},
  handler?: (event: EventOf<Kind>, context: Context) => Answer | Promise<Answer>,
): (context: Context, next: () => Promise<unknown>) => Promise<void> {
  const gate = new Gate(options);
  return async (context, next) => {
    const taken = await take(gate, context.req, context.originalUrl, context.request);
    if (typeof taken === "number") {
      context.status = taken;
      context.body = "";
      if (taken === 413) {
        context.set("Connection", "close");
      }
      return;
    }
    leave(context, taken);
    if (handler === undefined) {
      await next();
    } else {
      respond(context, await handler(taken.event, context));
    }
  };
}

function leave(context: KoaContext, webhook: Webhook): void {
  context.state.mycpaas = webhook;
  Object.assign(context.request, { rawBody: webhook.body, body: parsedBody(webhook) });
}

/** Answers, unless the handler has done so itself. */
function respond(context: KoaContext, answer: Answer): void {
  const document = documentOf(answer);
  if (document !== undefined) {
    context.set("Content-Type", LAML);
    context.body = document;
  } else if (context.body === undefined && context.status === 404) {
    // Nothing, which Koa takes for 204 unless it is told otherwise afterwards.
    context.body = null;
    context.status = 200;
  }
}
