/** Answering with LaML. */

import type { ServerResponse } from "node:http";
import type { MessagingResponse, VoiceResponse } from "../../laml/index.js";
import type { RefusedStatus } from "./gate.js";

/**
 * What a request is answered with: a LaML document, also as text. Where nothing is returned, and the framework was not
 * told of an answer, it is 200 without a body. For a status callback mycpaas takes nothing else, not even 204.
 */
// biome-ignore lint/suspicious/noConfusingVoidType: a handler that returns nothing is fine
export type Answer = VoiceResponse | MessagingResponse | string | undefined | void;

/** The content type of a LaML document. */
export const LAML = "application/xml";

/** The text of a document; nothing if it is something else. */
export function documentOf(answer: unknown): string | undefined {
  if (typeof answer === "string") {
    return answer;
  }
  // One of another copy of this library is one, too.
  const text = typeof answer === "object" && answer !== null ? String(answer) : "";
  return text.startsWith("<?xml ") ? text : undefined;
}

/** Answers, unless that has been done. */
export function send(response: ServerResponse, answer: unknown): void {
  if (response.headersSent || response.writableEnded) {
    return;
  }
  const document = documentOf(answer);
  if (document === undefined) {
    response.end();
    return;
  }
  response.setHeader("Content-Type", LAML);
  response.end(document);
}

/** Refuses a request. What of its body has not been read is not read any more. */
export function refuseWith(response: ServerResponse, status: RefusedStatus): void {
  if (status === 413) {
    response.setHeader("Connection", "close");
  }
  response.writeHead(status).end();
}
