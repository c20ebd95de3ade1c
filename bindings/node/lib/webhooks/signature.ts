/** Checking and making the signatures of SignalWire and Twilio. */

import { inspect } from "node:util";
import type { SignatureValidator as Native } from "../../native/binding.js";
import { native } from "../errors/failure.js";
import { ConfigurationError } from "../generated/errors.js";
import { binding } from "../native.js";
import { maybeText, misconfigured, onlyKnown, refuse, text, words } from "../values.js";
import { content, type ParseLimits, writtenLimits } from "./parse.js";

/**
 * How a request is signed.
 *
 * - `parameters`: Base64 of HMAC-SHA1 over the URL and the sorted parameters of a form.
 * - `body_hash`: the same over the URL alone, which has the SHA-256 of the body as `bodySHA256`.
 * - `raw_body`: hexadecimal HMAC-SHA1 over URL and body, as SignalWire signs JSON outside its compatible API.
 * - `parameters_sha256`, `body_hash_sha256`: the first two with SHA-256, as Twilio can.
 */
export type SignatureScheme =
  | "parameters"
  | "body_hash"
  | "raw_body"
  | "parameters_sha256"
  | "body_hash_sha256";

/** The sort of reason for which a request is refused. */
export type RefusalReason =
  | "missing_header"
  | "malformed_header"
  | "unknown_algorithm"
  | "no_such_key"
  | "relative_url"
  | "unreadable_body"
  | "body_not_covered"
  | "other_body"
  | "scheme_not_allowed"
  | "mismatch";

/** What became of a check. Its texts are safe to log: they hold neither key nor signature, nor any parameter. */
export type Verdict = Genuine | Refusal;

/** The request is genuine. */
export interface Genuine {
  readonly valid: true;
  /** How it was signed. */
  readonly scheme: SignatureScheme;
  readonly reason?: never;
  readonly message?: never;
  readonly hint?: never;
}

/** The request may be forged. Do not send why as an answer: what helps you helps whoever forges. */
export interface Refusal {
  readonly valid: false;
  readonly scheme?: never;
  readonly reason: RefusalReason;
  /** The reason in words, with the hint. */
  readonly message: string;
  /** What would have to be otherwise for the signature to match, such as `it would match with https`. */
  readonly hint?: string;
}

/** A key with the name that requests call it by in `X-Twilio-Webhooks-Signature-Settings`. */
export interface NamedKey {
  readonly name: string;
  readonly secret: string;
}

/** How a validator is set up. */
export interface SignatureOptions {
  /**
   * Twilio's auth token (that of the sub-account) or a shared key with its name, or the signing key of a SignalWire
   * project, which is not its API token. Several while they change.
   */
  readonly keys: string | NamedKey | ReadonlyArray<string | NamedKey>;
  /**
   * Where the service finds this server, such as `https://example.com`. Path and query of a request are appended.
   * Without it, a request needs its absolute URL.
   */
  readonly publicUrl?: string | URL | undefined;
  /**
   * In which schemes a request may be signed. By default in any; name the one that your service uses, since a request that
   * was signed in one can be forged in another.
   */
  readonly schemes?: readonly SignatureScheme[] | undefined;
  /** How much a form may hold. */
  readonly limits?: ParseLimits | undefined;
  /**
   * Whether a refusal looks for what would match. It costs some 300 µs at most for a forged request. A large body costs its
   * hashing even so, for each key: limit bodies before. By default true.
   */
  readonly hints?: boolean | undefined;
}

/** Headers as Node, the web or a list has them. */
export type RequestHeaders =
  | Readonly<Record<string, string | readonly string[] | undefined>>
  | Iterable<readonly [name: string, value: string]>;

/** A request exactly as it was received, nothing decoded and nothing sorted. */
export interface SignedRequest {
  /** By default `POST`. */
  readonly method?: string | undefined;
  /** The absolute URL, or, where the validator knows the public URL, path and query as they came. */
  readonly url: string | URL;
  readonly headers?: RequestHeaders | undefined;
  /** The body as it was received. That of a GET is not looked at. */
  readonly body?: string | Uint8Array | null | undefined;
}

/** What makes a request genuine. */
export interface Signature {
  /** The URL to request, with the hash of the body where the scheme wants it there. */
  readonly url: string;
  /** The signature itself. */
  readonly value: string;
  /** The headers to send. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Checks that requests come from the service, by the scheme of SignalWire and Twilio.
 *
 * **mycpaas documents no signature**, neither header nor key: this is for compatible services.
 */
export class SignatureValidator {
  readonly #native: Native;
  readonly #limits: ParseLimits | undefined;

  /**
   * Where there is no key, one is empty, the public URL is malformed, or a scheme is not known or none is named, there is a
   * `ConfigurationError`.
   */
  constructor(options: SignatureOptions) {
    const settings = written(options);
    this.#native = native(() => new (binding().SignatureValidator)(settings));
    this.#limits = writtenLimits(options.limits);
  }

  /** How much a form may hold. */
  get limits(): ParseLimits | undefined {
    return this.#limits;
  }

  /** Checks a request. A bad one is refused, and nothing is thrown for it. */
  validate(request: SignedRequest): Verdict {
    const { method, url, headers, body } = parts(request);
    return JSON.parse(native(() => this.#native.validate(method, url, headers, body))) as Verdict;
  }

  /** Signs a request with the first key, so that a test can send what is genuine. */
  sign(request: SignedRequest, scheme: SignatureScheme = "parameters"): Signature {
    const { method, url, headers, body } = parts(request);
    const way = text("scheme", scheme);
    const signed = JSON.parse(native(() => this.#native.sign(way, method, url, headers, body)));
    return { ...signed, headers: Object.fromEntries(signed.headers) } as Signature;
  }

  /** Shows no key. */
  [inspect.custom](): string {
    return "SignatureValidator {}";
  }
}

function parts({ method = "POST", url, headers, body }: SignedRequest) {
  return {
    method: received("method", method),
    url: received("url", url instanceof URL ? url.href : url),
    headers: headerPairs(headers ?? {}),
    body: content(body ?? ""),
  };
}

/** What comes from whoever sent the request may hold anything, as long as it is text. */
function received(parameter: string, given: unknown): string {
  if (typeof given !== "string") {
    throw refuse(parameter, given, "text as it was received");
  }
  return given;
}

/** Headers as the native module reads them. */
function headerPairs(headers: RequestHeaders): string {
  if (typeof headers !== "object") {
    throw refuse("headers", headers, "an object, Headers or pairs");
  }
  const pairs: Array<[string, string]> = [];
  for (const [name, value] of Symbol.iterator in headers ? headers : Object.entries(headers)) {
    for (const one of typeof value === "string" ? [value] : (value ?? [])) {
      pairs.push([name.toWellFormed(), String(one).toWellFormed()]);
    }
  }
  return JSON.stringify(pairs);
}

const OPTIONS = ["keys", "publicUrl", "schemes", "limits", "hints"];

function written(options: SignatureOptions): string {
  const given = onlyKnown("options", options, OPTIONS) as unknown as SignatureOptions;
  const keys = given.keys ?? [];
  return JSON.stringify({
    keys: (Array.isArray(keys) ? keys : [keys]).map(keyOf),
    publicUrl: maybeText("publicUrl", given.publicUrl),
    schemes: given.schemes === undefined ? undefined : words("schemes", given.schemes, "names of schemes"),
    limits: writtenLimits(given.limits),
    hints: given.hints ?? true,
  });
}

/** A key as the native module reads it. None is shown in an error. */
function keyOf(key: unknown): { readonly name?: string; readonly secret: string } {
  if (typeof key === "string" && key.isWellFormed()) {
    return { secret: key };
  }
  const { name, secret } = (key ?? {}) as Partial<NamedKey>;
  if (typeof name !== "string" || typeof secret !== "string" || !(name + secret).isWellFormed()) {
    throw misconfigured(
      "keys",
      "something else is given; texts, or objects with name and secret, are allowed",
    );
  }
  return { name, secret };
}

/** Refuses what is no validator. */
export function checkValidator(validator: unknown): void {
  if (validator !== undefined && !(validator instanceof SignatureValidator)) {
    throw new ConfigurationError("validator: a SignatureValidator is allowed", { parameter: "validator" });
  }
}
