/** The client. */

import { inspect } from "node:util";
import { Calls, type Context, send } from "./calls.js";
import { native } from "./errors/failure.js";
import { InternalError } from "./generated/errors.js";
import type { ListEncoding } from "./generated/words.js";
import { checkLogger, environmentLogger, type Logger } from "./logging.js";
import { readMetadata } from "./metadata.js";
import { binding } from "./native.js";
import {
  type ClientOverrides,
  clientOverrides,
  type RequestOptions,
  type RetryPolicy,
  retryPolicy,
} from "./options.js";
import { type NativeClient, takeBody } from "./requests.js";
import { Response } from "./response.js";
import type { Pairs } from "./types.js";
import { maybeText, misconfigured, onlyKnown, pairs, refuse, shown, text, wrong } from "./values.js";

/** How a client is set up. */
export interface ClientOptions {
  /**
   * The account's SID, which begins with `AC` (at SignalWire: the project's UUID). By default
   * `MYCPAAS_ACCOUNT_SID` of the environment.
   */
  readonly accountSid?: string | undefined;
  /** The account's secret. It is never shown. By default `MYCPAAS_AUTH_TOKEN` of the environment. */
  readonly authToken?: string | undefined;
  /**
   * Where the API is. By default `MYCPAAS_BASE_URL` of the environment, or else mycpaas's own. The base of a
   * compatible service works too.
   */
  readonly baseUrl?: string | undefined;
  /** Takes plain http to any host, not to loopback only. The token then travels in clear text. */
  readonly allowInsecureHttp?: boolean | undefined;
  /** The longest time until a connection is ready to take the request, in milliseconds. By default 5000. */
  readonly connectTimeout?: number | undefined;
  /** The longest silence while an answer is awaited or read, in milliseconds. By default 20000. */
  readonly readTimeout?: number | undefined;
  /** The longest time for everything, retries included, in milliseconds. By default 30000. */
  readonly timeout?: number | undefined;
  /** How many times a request is repeated where that is safe, or a policy. By default 2; 0 is off. */
  readonly retries?: number | RetryPolicy | undefined;
  /**
   * The http or https proxy for every request. By default what `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and
   * `NO_PROXY` say; `false` ignores them.
   */
  readonly proxy?: string | false | undefined;
  /** Certificate authorities in PEM to trust beside the system's and the bundled ones. */
  readonly extraCaCertificates?: string | Uint8Array | ReadonlyArray<string | Uint8Array> | undefined;
  /** A text to add to the `User-Agent` header, such as `my-service/1.2`. */
  readonly userAgentSuffix?: string | undefined;
  /** The largest answer that is read, in bytes. By default 8 MiB. */
  readonly maxResponseSize?: number | undefined;
  /** How parameters with several values are written. By default joined by spaces. */
  readonly listEncoding?: ListEncoding | undefined;
  /**
   * Hears what happens to requests: `console` does. By default `MYCPAAS_LOG` says how much goes to standard error:
   * `debug`, `info`, `warn` or `error`; `false` ignores it.
   */
  readonly logger?: Logger | false | undefined;
}

/** What a raw request sends. */
export interface RawRequest extends RequestOptions {
  /** Parameters of the query. */
  readonly query?: Pairs | undefined;
  /** Fields of the form that is sent as the body. */
  readonly form?: Pairs | undefined;
  /** A body of another media type. It excludes `form`. */
  readonly body?: string | Uint8Array | undefined;
  /** The media type of `body`, such as `application/json`. */
  readonly contentType?: string | undefined;
}

/** Some places where Node runs have no such symbols. */
const DISPOSE: typeof Symbol.dispose = Symbol.dispose ?? Symbol.for("nodejs.dispose");
const ASYNC_DISPOSE: typeof Symbol.asyncDispose = Symbol.asyncDispose ?? Symbol.for("nodejs.asyncDispose");

const SETTINGS = [
  "accountSid",
  "authToken",
  "baseUrl",
  "allowInsecureHttp",
  "connectTimeout",
  "readTimeout",
  "timeout",
  "retries",
  "proxy",
  "extraCaCertificates",
  "userAgentSuffix",
  "maxResponseSize",
  "listEncoding",
  "logger",
];

/**
 * A client of the Calls API.
 *
 * One serves a whole process. It needs not be closed: an idle one keeps no process alive.
 */
export class Client {
  readonly #context: Context;
  /** The operations on calls. */
  readonly calls: Calls;

  /**
   * Makes a client. Nothing is sent.
   *
   * @throws ConfigurationError naming what is missing or wrong.
   */
  constructor(options: ClientOptions = {}) {
    const context = options instanceof Derived ? options.context : newContext(options);
    this.#context = context;
    this.calls = new Calls(context);
  }

  /** The account whose resources are used. */
  get accountSid(): string {
    return native(() => this.#context.native.accountSid);
  }

  /** Where the API is. */
  get baseUrl(): string {
    return native(() => this.#context.native.baseUrl);
  }

  /** Returns a client for which some options differ. It shares the pool of connections. */
  withOptions(options: ClientOverrides): Client {
    const given = JSON.stringify(clientOverrides(options) ?? {});
    const other = native(() => this.#context.native.withOptions(given));
    return new Client(new Derived({ ...this.#context, native: other }) as ClientOptions);
  }

  /**
   * Sends any request below the account, for what this library does not cover yet.
   *
   * The rules of retry, time-outs and errors hold as for every other request. Methods other than GET, HEAD and
   * OPTIONS count as writes.
   *
   * @param method The HTTP method.
   * @param path Relative to the account, such as `Calls/CA123/Recordings.json`.
   */
  async request(method: string, path: string, request: RawRequest = {}): Promise<Response> {
    if (typeof request !== "object" || request === null) {
      throw refuse("request", request, "an object");
    }
    const { query, form, body, contentType, ...options } = request;
    if (body !== undefined && contentType === undefined) {
      throw wrong("contentType", "is missing; a body needs a media type such as application/json");
    }
    const raw = {
      method: text("method", method),
      path: text("path", path),
      query: pairs("query", query),
      form: pairs("form", form),
      contentType: maybeText("contentType", contentType),
    };
    const { reply, id } = await send(this.#context, { raw }, options, { body: bytes(body) });
    if (reply.body === undefined) {
      throw new InternalError("a request was answered without a body");
    }
    return new Response(takeBody(id), readMetadata(reply.body));
  }

  /** Closes idle connections. The client cannot be used after this. */
  close(): void {
    this.#context.native.close();
  }

  /** What may be shown: where it goes, and not the token. */
  toJSON(): object {
    try {
      return { accountSid: this.accountSid, baseUrl: this.baseUrl };
    } catch {
      return { closed: true };
    }
  }

  [inspect.custom](): string {
    try {
      return `Client { accountSid: '${this.accountSid}', baseUrl: '${this.baseUrl}' }`;
    } catch {
      return "Client { closed }";
    }
  }

  /** Closes idle connections at the end of a block that has `using client`. */
  [DISPOSE](): void {
    this.close();
  }

  /** Closes idle connections at the end of a block that has `await using client`. */
  async [ASYNC_DISPOSE](): Promise<void> {
    this.close();
  }
}

/** What a copy of a client is made of. */
class Derived {
  constructor(readonly context: Context) {}
}

function newContext(options: ClientOptions): Context {
  const given = onlyKnown("options", options, SETTINGS) as ClientOptions;
  const settings = JSON.stringify(written(given));
  const logger = loggerOf(given.logger);
  const client: NativeClient = native(() => new (binding().Client)(settings));
  return { native: client, logger };
}

function loggerOf(given: ClientOptions["logger"]): Logger | undefined {
  if (given === false) {
    return undefined;
  }
  return given === undefined || given === null ? environmentLogger() : checkLogger(given);
}

function written(options: ClientOptions): Record<string, unknown> {
  return {
    accountSid: setting("accountSid", "string", options.accountSid, "text"),
    authToken: secret("authToken", options.authToken),
    baseUrl: secret("baseUrl", options.baseUrl),
    allowInsecureHttp: setting("allowInsecureHttp", "boolean", options.allowInsecureHttp, "true or false"),
    connectTimeout: span("connectTimeout", options.connectTimeout),
    readTimeout: span("readTimeout", options.readTimeout),
    timeout: span("timeout", options.timeout),
    retries: retryPolicy(options.retries),
    proxy: options.proxy === false ? false : secret("proxy", options.proxy),
    extraCaCertificates: certificates(options.extraCaCertificates),
    userAgentSuffix: setting("userAgentSuffix", "string", options.userAgentSuffix, "text"),
    maxResponseSize: size(options.maxResponseSize),
    listEncoding: encoding(options.listEncoding),
  };
}

function setting(name: string, type: string, value: unknown, allowed: string): unknown {
  if (value === undefined || value === null) {
    return undefined;
  }
  if (typeof value !== type || (typeof value === "string" && !value.isWellFormed())) {
    throw misconfigured(name, `${shown(value)} is given; ${allowed} is allowed`);
  }
  return value;
}

/** What may hold a secret is not shown. */
function secret(name: string, value: unknown): unknown {
  if (value !== undefined && value !== null && !(typeof value === "string" && value.isWellFormed())) {
    throw misconfigured(name, "is no text; text is allowed");
  }
  return value ?? undefined;
}

function span(name: string, value: unknown): unknown {
  const number = setting(name, "number", value, "a number of milliseconds");
  if (number !== undefined && !Number.isFinite(number)) {
    throw misconfigured(name, `${shown(value)} is given; a number of milliseconds is allowed`);
  }
  return number;
}

function size(value: unknown): unknown {
  const number = setting("maxResponseSize", "number", value, "a whole number of bytes from 1");
  if (number !== undefined && (!Number.isSafeInteger(number) || (number as number) < 0)) {
    throw misconfigured(
      "maxResponseSize",
      `${shown(value)} is given; a whole number of bytes from 1 is allowed`,
    );
  }
  return number;
}

function encoding(value: unknown): unknown {
  if (value !== undefined && value !== null && value !== "space_joined" && value !== "repeated") {
    throw misconfigured("listEncoding", `${shown(value)} is given; "space_joined" or "repeated" is allowed`);
  }
  return value ?? undefined;
}

function certificates(value: ClientOptions["extraCaCertificates"]): readonly string[] {
  if (value === undefined || value === null) {
    return [];
  }
  const several: ReadonlyArray<string | Uint8Array> = Array.isArray(value)
    ? value
    : [value as string | Uint8Array];
  return several.map((one) => {
    if (typeof one !== "string" && !(one instanceof Uint8Array)) {
      throw misconfigured(
        "extraCaCertificates",
        `${shown(one)} is given; certificates in PEM, as a text or bytes, are allowed`,
      );
    }
    return typeof one === "string" ? one : Buffer.from(one).toString("latin1");
  });
}

function bytes(body: RawRequest["body"]): Buffer | undefined {
  if (body === undefined || body === null) {
    return undefined;
  }
  if (typeof body === "string") {
    return Buffer.from(body, "utf8");
  }
  if (body instanceof Uint8Array) {
    return Buffer.from(body);
  }
  throw refuse("body", body, "text or bytes");
}
