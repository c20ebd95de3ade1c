/** Express, and what is like it. */

import type { IncomingMessage, ServerResponse } from "node:http";
import type { EventOf } from "../event.js";
import type { EventKind } from "../generated/events.js";
import { type Answer, refuseWith, send } from "./answer.js";
import { Gate, type Webhook, type WebhookOptions } from "./gate.js";
import { parsedBody, take } from "./http.js";

declare global {
  namespace Express {
    interface Request {
      /** The request of the service, behind `expressWebhook`. */
      mycpaas?: Webhook;
    }
  }
}

/** What Express and its middleware put on a request. */
interface ExpressRequest extends IncomingMessage {
  originalUrl?: string;
  mycpaas?: Webhook;
  rawBody?: unknown;
  body?: unknown;
  /** Tells older body parsers that nothing is left to read. */
  _body?: boolean;
}

/**
 * Makes middleware, or with `handler` the end of a route.
 *
 * It reads the body, so put it before `express.urlencoded()` and `express.json()`, or let them keep the bytes as `rawBody`.
 * Afterwards `req.mycpaas` has the event, `req.rawBody` the bytes, and `req.body` the fields.
 */
export function expressWebhook<
  Kind extends EventKind = EventKind,
  Request extends IncomingMessage = IncomingMessage,
  Response extends ServerResponse = ServerResponse,
>(
  options: WebhookOptions<Kind> = {},
  handler?: (event: EventOf<Kind>, request: Request, response: Response) => Answer | Promise<Answer>,
): (request: Request, response: Response, next: (error?: unknown) => void) => Promise<void> {
  const gate = new Gate(options);
  return async (request, response, next) => {
    try {
      const taken = await take(gate, request, (request as ExpressRequest).originalUrl ?? request.url ?? "");
      if (typeof taken === "number") {
        refuseWith(response, taken);
        return;
      }
      leave(request, taken);
      if (handler !== undefined) {
        send(response, await handler(taken.event, request, response));
        return;
      }
    } catch (error) {
      next(error);
      return;
    }
    next();
  };
}

function leave(request: ExpressRequest, webhook: Webhook): void {
  request.mycpaas = webhook;
  request.rawBody = webhook.body;
  request.body = parsedBody(webhook);
  request._body = true;
}
