/** Bare `http`. */

import type { IncomingMessage, ServerResponse } from "node:http";
import type { EventOf } from "../event.js";
import type { EventKind } from "../generated/events.js";
import { type Answer, refuseWith, send } from "./answer.js";
import { bodyOf, type Parsed } from "./body.js";
import { Gate, type RefusedStatus, type Webhook, type WebhookOptions } from "./gate.js";

/**
 * Makes a listener for `http.createServer`, or for a path of one's own router.
 *
 * `handler` gets the event of a request that is genuine, and returns what it is answered with. When it throws, the answer
 * is 500, and what it has thrown rejects the listener's promise.
 */
export function httpWebhook<Kind extends EventKind = EventKind>(
  options: WebhookOptions<Kind>,
  handler: (
    event: EventOf<Kind>,
    request: IncomingMessage,
    response: ServerResponse,
  ) => Answer | Promise<Answer>,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const gate = new Gate(options);
  return async (request, response) => {
    try {
      const taken = await take(gate, request, request.url ?? "");
      if (typeof taken === "number") {
        refuseWith(response, taken);
      } else {
        send(response, await handler(taken.event, request, response));
      }
    } catch (error) {
      if (!response.headersSent) {
        response.writeHead(500).end();
      }
      throw error;
    }
  };
}

/** Takes in a request of Node. `parsed` is where body parsers leave what they read, if that is not the request. */
export async function take<Kind extends EventKind>(
  gate: Gate<Kind>,
  request: IncomingMessage,
  url: string,
  parsed?: Parsed,
): Promise<Webhook<Kind> | RefusedStatus> {
  const body = await bodyOf(request, gate.size, parsed);
  if (body === undefined) {
    return gate.tooLarge();
  }
  return gate.take({ method: request.method ?? "GET", url, headers: request.headers, body });
}

/** The fields of an event as body parsers give them: several values of one name are a list. */
export function parsedBody({ event }: Webhook): Record<string, string | string[]> {
  const parsed: Record<string, string | string[]> = Object.create(null);
  for (const [name, value] of event.fields) {
    const before = parsed[name];
    parsed[name] = before === undefined ? value : [before, value].flat();
  }
  return parsed;
}
