/**
 * Places phone calls through the mycpaas Calls API, follows them and steers them.
 *
 * A call that is placed twice rings a person twice, so a write is never repeated once it may have been sent, and
 * every error says what became of it.
 *
 * @packageDocumentation
 */

export { Calls, type ListParameters, type WaitParameters } from "./calls.js";
export { Client, type ClientOptions, type RawRequest } from "./client.js";
export { AbortError } from "./errors/abort.js";
export { type ErrorFields, MycpaasError } from "./errors/error.js";
export type { Call } from "./generated/call.js";
export {
  APIError,
  AuthenticationError,
  ConfigurationError,
  ConflictError,
  ConnectionError,
  DecodeError,
  InternalError,
  InvalidArgumentError,
  InvalidRequestError,
  LamlError,
  NotFoundError,
  PanicError,
  PermissionDeniedError,
  RateLimitError,
  ResponseTooLargeError,
  ServerError,
  TimeoutError,
  TLSError,
  UnexpectedStatusError,
  WebhookError,
} from "./generated/errors.js";
export type {
  CreateCallParameters,
  ListCallsParameters,
  UpdateCallParameters,
} from "./generated/parameters.js";
export type * from "./generated/words.js";
export { CallList, Page } from "./lists.js";
export type { LogFields, Logger, LogLevel } from "./logging.js";
export type { Metadata } from "./metadata.js";
export type { ClientOverrides, RequestOptions, RetryPolicy } from "./options.js";
export { Response } from "./response.js";
export type { Open, Pairs } from "./types.js";
export { version } from "./version.js";
