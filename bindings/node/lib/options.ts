/** What is different for one request, or for a copy of a client. */

import type { Pairs } from "./types.js";
import { count, maybeText, milliseconds, onlyKnown, pairs, refuse } from "./values.js";

/** How often and after how long a request is repeated where that is safe. */
export interface RetryPolicy {
  /** How many times at most. By default 2; 0 is off. */
  readonly maxRetries?: number | undefined;
  /** The first wait, in milliseconds, which doubles each time. A random part of it is waited for. */
  readonly baseDelay?: number | undefined;
  /** The longest wait, in milliseconds. */
  readonly maxDelay?: number | undefined;
  /** The longest wait that the API may ask for with `Retry-After`, in milliseconds. */
  readonly maxRetryAfter?: number | undefined;
}

/** What is different for one request, or for a copy of a client. What is not given stays as it is. */
export interface ClientOverrides {
  /** The longest time for everything, retries and the waits between them included, in milliseconds. */
  readonly timeout?: number | undefined;
  /** The longest time until a connection is ready to take the request, in milliseconds. */
  readonly connectTimeout?: number | undefined;
  /** The longest silence while an answer is awaited or read, in milliseconds. */
  readonly readTimeout?: number | undefined;
  /** How many times a request is repeated where that is safe, or a policy; 0 switches it off. */
  readonly retries?: number | RetryPolicy | undefined;
  /** More headers. Those that the client sets itself, such as `Authorization`, are refused. */
  readonly headers?: Pairs | undefined;
  /** The account whose resources are used. The credentials stay those of the client. */
  readonly accountSid?: string | undefined;
}

/** What is different for one request. */
export interface RequestOptions extends ClientOverrides {
  /** Ends the request when it is aborted: its connection is closed. */
  readonly signal?: AbortSignal | null | undefined;
}

const OVERRIDES = ["timeout", "connectTimeout", "readTimeout", "retries", "headers", "accountSid"];
const OPTIONS = [...OVERRIDES, "signal"];
const POLICY = ["maxRetries", "baseDelay", "maxDelay", "maxRetryAfter"];

/** Options as the native module reads them; nothing if there are none. */
export type WrittenOptions = Record<string, unknown> | undefined;

/** Reads options of one request. */
export function requestOptions(options: RequestOptions | undefined): WrittenOptions {
  return options === undefined || options === null ? undefined : overrides(options, OPTIONS);
}

/** Reads options of a copy of a client. */
export function clientOverrides(options: ClientOverrides): WrittenOptions {
  return overrides(options, OVERRIDES);
}

function overrides(options: RequestOptions, known: readonly string[]): WrittenOptions {
  const given = onlyKnown("options", options, known) as RequestOptions;
  checkSignal(given.signal);
  const written = {
    timeout: milliseconds("timeout", given.timeout),
    connectTimeout: milliseconds("connectTimeout", given.connectTimeout),
    readTimeout: milliseconds("readTimeout", given.readTimeout),
    retries: retryPolicy(given.retries),
    headers: given.headers === undefined ? undefined : pairs("headers", given.headers),
    accountSid: maybeText("accountSid", given.accountSid),
  };
  return Object.values(written).some((value) => value !== undefined) ? written : undefined;
}

/** Refuses what is no signal. */
export function checkSignal(signal: unknown): void {
  if (signal !== undefined && signal !== null && !(signal instanceof AbortSignal)) {
    throw refuse("signal", signal, "an AbortSignal");
  }
}

/** Reads a policy, or the number of retries of an otherwise usual one. */
export function retryPolicy(given: number | RetryPolicy | null | undefined): RetryPolicy | undefined {
  if (given === undefined || given === null) {
    return undefined;
  }
  if (typeof given !== "object") {
    return { maxRetries: count("retries", given) };
  }
  const policy = onlyKnown("retries", given, POLICY);
  return {
    maxRetries: count("maxRetries", policy.maxRetries),
    baseDelay: milliseconds("baseDelay", policy.baseDelay),
    maxDelay: milliseconds("maxDelay", policy.maxDelay),
    maxRetryAfter: milliseconds("maxRetryAfter", policy.maxRetryAfter),
  };
}
