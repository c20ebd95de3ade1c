import { inspect } from "node:util";
import type { CallStatus } from "../generated/words.js";
import type { Open } from "../types.js";

/** What may happen in a step. */
export type StepKind =
  | "status"
  | "document"
  | "said"
  | "played"
  | "paused"
  | "pressed"
  | "spoke"
  | "gathered"
  | "redirected"
  | "webhook"
  | "webhook_lost"
  | "hung_up"
  | "failed"
  | "laml_finding"
  | "finding";

/** One step of a call. What a kind of step does not have is missing. */
export interface Step {
  /** How long after the call was created, in the call's own time, in milliseconds. */
  readonly at: number;
  /** What happened. */
  readonly kind: Open<StepKind>;
  /** The call's status, or the one that a webhook reports. */
  readonly status?: Open<CallStatus>;
  /** What the callee heard. */
  readonly text?: string;
  /** The HTTP method of a request. */
  readonly method?: string;
  /** Where a document, a recording or a webhook is. */
  readonly url?: string;
  /** The HTTP status that the web application answered with. */
  readonly httpStatus?: number;
  /** Why no answer came. */
  readonly problem?: string;
  /** Which attempt it was, from 1. */
  readonly attempt?: number;
  /** How long a pause was, in seconds. */
  readonly seconds?: number;
  /** The keys that the callee pressed. */
  readonly keys?: string;
  /** What the callee said. */
  readonly words?: string;
  /** What a Gather collected. */
  readonly digits?: string;
  /** What a Gather understood. */
  readonly speech?: string;
  /** Who hung up. */
  readonly by?: string;
  /** The code of a failure. */
  readonly code?: number;
  /** Why the call failed. */
  readonly reason?: string;
  /** What is questionable. */
  readonly message?: string;
  /** All of it on one line, for people. */
  readonly line: string;
}

/** A step as the native module writes it. */
export interface WrittenStep {
  readonly step: Readonly<Record<string, unknown>> & {
    readonly at_ms: number;
    readonly kind: string;
    readonly result?: { readonly answered?: number; readonly no_answer?: string };
  };
  readonly line: string;
}

/** A transcript as the native module writes it. */
export interface WrittenTranscript {
  readonly callSid: string;
  readonly steps: readonly WrittenStep[];
  readonly heard: readonly string[];
  readonly pressed: readonly string[];
  readonly findings: readonly string[];
  readonly failure: string | null;
}

/** Reads a step. */
export function readStep({ step: { at_ms: at, result, ...others }, line }: WrittenStep): Step {
  const fields = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== null));
  const answered = result?.answered === undefined ? {} : { httpStatus: result.answered };
  const problem = result?.no_answer === undefined ? {} : { problem: result.no_answer };
  return { at, ...fields, ...answered, ...problem, line } as Step;
}

/** Every step of a call so far. As text it is one line a step. */
export class Transcript {
  /** The SID of the call. */
  readonly callSid: string;
  /** The steps, in order. */
  readonly steps: readonly Step[];
  /** What the callee heard: texts, and the addresses of recordings. */
  readonly heard: readonly string[];
  /** The keys that the callee pressed, one entry a Gather. */
  readonly pressed: readonly string[];
  /** What the callee said, one entry a Gather. */
  readonly spoken: readonly string[];
  /** The statuses that the call has had. */
  readonly statuses: ReadonlyArray<Open<CallStatus>>;
  /** Every attempt to deliver a status callback. */
  readonly webhooks: readonly Step[];
  /** What the checker found in the documents of the call. */
  readonly findings: readonly string[];
  /** Why the call failed, if it did. */
  readonly failure: string | undefined;

  /** Made by the simulator. */
  constructor(written: WrittenTranscript) {
    const steps = written.steps.map(readStep);
    const of = <Name extends keyof Step>(kind: StepKind, name: Name) =>
      steps.flatMap((step) => (step.kind === kind && step[name] !== undefined ? [step[name]] : []));
    this.callSid = written.callSid;
    this.steps = steps;
    this.heard = written.heard;
    this.pressed = written.pressed;
    this.spoken = of("spoke", "words");
    this.statuses = of("status", "status");
    this.webhooks = steps.filter((step) => step.kind === "webhook");
    this.findings = written.findings;
    this.failure = written.failure ?? undefined;
  }

  /** One line a step. */
  toString(): string {
    return this.steps.map(({ line }) => `${line}\n`).join("");
  }

  [inspect.custom](): string {
    return `Transcript of ${this.callSid}:\n${this}`;
  }
}
