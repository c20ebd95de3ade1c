import { inspect } from "node:util";
import type { Metadata } from "./metadata.js";

/** The answer to a request that this library has no method for. */
export class Response {
  /** How it came. */
  readonly metadata: Metadata;
  /** Its body. */
  readonly body: Buffer;

  /** Made by `Client.request`. */
  constructor(body: Buffer, metadata: Metadata) {
    this.body = body;
    this.metadata = metadata;
  }

  /** The HTTP status. */
  get httpStatus(): number {
    return this.metadata.httpStatus;
  }

  /** The body as text. */
  text(): string {
    return this.body.toString("utf8");
  }

  /** The body, read as JSON. */
  json(): unknown {
    return JSON.parse(this.text());
  }

  /** Shows no body: it may hold anything. */
  [inspect.custom](): string {
    return `Response { httpStatus: ${this.httpStatus}, ${this.body.length} bytes }`;
  }
}
