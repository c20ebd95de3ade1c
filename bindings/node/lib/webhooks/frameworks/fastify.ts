/** Fastify. */

import { ConfigurationError } from "../../generated/errors.js";
import type { EventOf } from "../event.js";
import type { EventKind } from "../generated/events.js";
import { type Answer, documentOf, LAML } from "./answer.js";
import { Gate, type Incoming, type WebhookOptions } from "./gate.js";

/** What is needed of Fastify's instances. */
export interface FastifyInstance {
  removeAllContentTypeParsers(): void;
  readonly addContentTypeParser: (...args: never[]) => unknown;
}

/** What is needed of Fastify's requests. */
export interface FastifyRequest {
  readonly method: string;
  readonly originalUrl: string;
  readonly headers: Incoming["headers"];
  readonly body: unknown;
}

/** What is needed of Fastify's replies. */
export interface FastifyReply {
  readonly sent: boolean;
  readonly code: (...args: never[]) => unknown;
  readonly header: (...args: never[]) => unknown;
  readonly send: (...args: never[]) => unknown;
}

/** The same, as it is called. */
interface Reply {
  readonly sent: boolean;
  code(status: number): Reply;
  header(name: string, value: string): Reply;
  send(body?: string): unknown;
}

type Parse = (request: unknown, body: Buffer, done: (error: null, body: Buffer) => void) => void;

/**
 * A plugin that leaves bodies as they come, as bytes, in the scope in which it is registered. Fastify's own limit holds.
 *
 *     app.register(async (scope) => {
 *       await scope.register(fastifyBodies);
 *       scope.post("/voice", fastifyWebhook({ kind: "document" }, () => document));
 *     });
 */
export async function fastifyBodies(scope: FastifyInstance): Promise<void> {
  const keep: Parse = (_request, body, done) => done(null, body);
  scope.removeAllContentTypeParsers();
  const add = scope.addContentTypeParser as (type: string, how: object, parse: Parse) => unknown;
  add.call(scope, "*", { parseAs: "buffer" }, keep);
}

// Registered in a scope, it holds for that scope, and not only for one inside it.
Object.assign(fastifyBodies, { [Symbol.for("skip-override")]: true });

/**
 * Makes the handler of a route, in a scope with `fastifyBodies`.
 *
 * `handler` gets the event of a request that is genuine, and returns what it is answered with. `request.body` has the bytes.
 */
export function fastifyWebhook<
  Kind extends EventKind = EventKind,
  Request extends FastifyRequest = FastifyRequest,
  Response extends FastifyReply = FastifyReply,
>(
  options: WebhookOptions<Kind>,
  handler: (event: EventOf<Kind>, request: Request, reply: Response) => Answer | Promise<Answer>,
): (request: Request, reply: Response) => Promise<unknown> {
  const gate = new Gate(options);
  return async (request, reply) => {
    const { method, originalUrl: url, headers } = request;
    const body = bytes(request.body);
    const taken = body.length > gate.size ? gate.tooLarge() : gate.take({ method, url, headers, body });
    const response = reply as unknown as Reply;
    return typeof taken === "number"
      ? response.code(taken).send()
      : answer(response, await handler(taken.event, request, reply));
  };
}

/** Answers, unless the handler has done so itself. */
function answer(reply: Reply, answer: Answer): unknown {
  if (reply.sent) {
    return reply;
  }
  const document = documentOf(answer);
  return document === undefined ? reply.send() : reply.header("Content-Type", LAML).send(document);
}

function bytes(body: unknown): Buffer {
  if (body === undefined || body === null) {
    return Buffer.alloc(0);
  }
  if (!Buffer.isBuffer(body)) {
    throw new ConfigurationError(
      "the body was parsed before, and a signature is for its bytes: register `fastifyBodies` in the scope of the route",
    );
  }
  return body;
}
