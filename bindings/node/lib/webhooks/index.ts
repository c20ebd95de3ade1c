/**
 * The requests that the service makes: for documents, and to say what happened.
 *
 * Of all this mycpaas documents only the status callback, with `CallSid` and `CallStatus`; the rest is what SignalWire and
 * Twilio send. So nothing is required: what is absent is undefined, and what is unknown is among the `fields`.
 *
 * @packageDocumentation
 */

export { WebhookError } from "../generated/errors.js";
export type { EventBase, EventOf, Fields } from "./event.js";
export type { Answer } from "./frameworks/answer.js";
export { expressWebhook } from "./frameworks/express.js";
export {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  fastifyBodies,
  fastifyWebhook,
} from "./frameworks/fastify.js";
export type { Webhook, WebhookOptions, WebhookState } from "./frameworks/gate.js";
export { type HonoContext, honoWebhook } from "./frameworks/hono.js";
export { httpWebhook } from "./frameworks/http.js";
export { type KoaContext, koaWebhook } from "./frameworks/koa.js";
export type {
  ConferenceStatusEvent,
  DialEvent,
  DocumentEvent,
  EnqueueEvent,
  EventKind,
  Events,
  GatherEvent,
  GatherPartialEvent,
  MachineDetectionEvent,
  OtherEvent,
  PayEvent,
  QueueEvent,
  QueueWaitEvent,
  RecordEvent,
  RecordingStatusEvent,
  ReferEvent,
  SmsEvent,
  StatusEvent,
  StreamStatusEvent,
  TranscriptionEvent,
  VirtualAgentEvent,
  WebhookEvent,
} from "./generated/events.js";
export type * from "./generated/words.js";
export { type ParseLimits, type ParseOptions, type ParseQueryOptions, parse, parseQuery } from "./parse.js";
export {
  type Genuine,
  type NamedKey,
  type Refusal,
  type RefusalReason,
  type RequestHeaders,
  type Signature,
  type SignatureOptions,
  type SignatureScheme,
  SignatureValidator,
  type SignedRequest,
  type Verdict,
} from "./signature.js";
export { CallTracker, type Change, type Recorded, type TrackedCall, type TrackerLimits } from "./tracker.js";
