/** Reading the body of a request once, with a limit. */

import type { IncomingMessage } from "node:http";
import { ConfigurationError } from "../../generated/errors.js";

/** What body parsers leave on a request. */
export interface Parsed {
  readonly body?: unknown;
  readonly rawBody?: unknown;
}

/** Returns the body of a request; nothing if it is larger than the limit, or ends too early. */
export async function bodyOf(
  request: IncomingMessage,
  limit: number,
  parsed: Parsed = request as Parsed,
): Promise<Buffer | undefined> {
  const kept = [parsed.rawBody, parsed.body].find((body) => Buffer.isBuffer(body));
  if (kept !== undefined) {
    return kept.length > limit ? undefined : kept;
  }
  if (request.readableDidRead) {
    throw new ConfigurationError(
      "the body was read before, and a signature is for its bytes: put webhooks before body parsers, or let these keep " +
        "the bytes as `rawBody`",
    );
  }
  if (Number(request.headers["content-length"] ?? 0) > limit) {
    return undefined;
  }
  return await collected(request, limit);
}

function collected(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const take = (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) {
        end(undefined);
      } else {
        chunks.push(chunk);
      }
    };
    const end = (body: Buffer | undefined) => {
      request.off("data", take);
      resolve(body);
    };
    request.on("data", take);
    request.once("end", () => end(Buffer.concat(chunks)));
    request.once("error", () => end(undefined));
    request.once("close", () => end(undefined));
  });
}
