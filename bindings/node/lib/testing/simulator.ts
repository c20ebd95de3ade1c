import type { Follow, Simulator as Native, Session } from "../../native/binding.js";
import { Client, type ClientOptions } from "../client.js";
import { native } from "../errors/failure.js";
import { ConfigurationError } from "../generated/errors.js";
import type { CallStatus } from "../generated/words.js";
import { binding } from "../native.js";
import { checkSignal } from "../options.js";
import { run } from "../requests.js";
import type { Open } from "../types.js";
import { count, maybeNumber, maybeText, milliseconds, onlyKnown, refuse, text, words } from "../values.js";
import { Callee } from "./callee.js";
import { Fault } from "./fault.js";
import { readStep, type Step, Transcript, type WrittenStep, type WrittenTranscript } from "./transcript.js";

/** How a simulator is set up. */
export interface SimulatorOptions {
  /** Who has which script, by their numbers: a `Callee`, or a text such as `answer:2s,press:1`. */
  readonly callees?:
    | Readonly<Record<string, Callee | string>>
    | ReadonlyMap<string, Callee | string>
    | undefined;
  /** The script of everybody else. By default they answer after two seconds and listen to the end. */
  readonly defaultCallee?: Callee | string | undefined;
  /** How fast the time of calls passes: as fast as it can, as on a telephone, or that many times faster. */
  readonly clock?: "instant" | "real" | number | undefined;
  /** How the API behaves where mycpaas's documentation is silent. */
  readonly dialect?: "mycpaas" | "signalwire" | "twilio" | undefined;
  /** The numbers of the account. With none, every E.164 number may call. */
  readonly ownNumbers?: readonly string[] | undefined;
  /** The account that clients have to name. */
  readonly accountSid?: string | undefined;
  /** The token that clients have to bring. */
  readonly authToken?: string | undefined;
  /** The port to listen on. By default one that the system picks. */
  readonly port?: number | undefined;
  /** How many calls are kept. A new one takes the place of the oldest that has ended. By default 10000. */
  readonly maxCalls?: number | undefined;
  /** How many received requests are kept, the latest. By default 1000. */
  readonly maxRecordedRequests?: number | undefined;
  /** The key that requests to the web application are signed with. Without one, they are not signed, as by mycpaas. */
  readonly signingKey?: string | undefined;
  /** Whose way of signing it is. By default Twilio's. `signalwire-raw` needs `webhookFormat: "json"`. */
  readonly signature?: "twilio" | "twilio-sha256" | "signalwire" | "signalwire-raw" | undefined;
  /** How requests to the web application that are no GET are written. By default as forms. */
  readonly webhookFormat?: "form" | "json" | undefined;
}

/** A call as it was when the simulator was asked. */
export interface SimulatedCall {
  readonly sid: string;
  readonly to: string;
  readonly from: string;
  readonly status: Open<CallStatus>;
  /** How long it was in progress in its own time, in seconds, once it has ended. */
  readonly duration: number | null;
}

/** One request that the simulator received and read. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string | null;
  readonly headers: ReadonlyArray<readonly [name: string, value: string]>;
  readonly body: string;
  /** The pairs of the form in the body, in the order they came. */
  readonly form: ReadonlyArray<readonly [name: string, value: string]>;
}

/** How long to wait for something. */
export interface WaitOptions {
  /** The longest time, in milliseconds of real time. By default 30000; `null` has no limit. */
  readonly timeout?: number | null | undefined;
  /** Ends the wait when it is aborted. */
  readonly signal?: AbortSignal | null | undefined;
}

interface Address {
  readonly origin: string;
  readonly baseUrl: string;
  readonly accountSid: string;
  readonly authToken: string;
}

/** A simulator that nobody refers to any more still has clients. */
const running = new Set<Simulator>();

const OPTIONS = [
  "callees",
  "defaultCallee",
  "clock",
  "dialect",
  "ownNumbers",
  "accountSid",
  "authToken",
  "port",
  "maxCalls",
  "maxRecordedRequests",
  "signingKey",
  "signature",
  "webhookFormat",
];

/**
 * A telephone network on a loopback port, in this process.
 *
 * It takes calls like the service, fetches their documents from your web application over a real socket, runs them
 * verb by verb, presses the callee's keys, sends status callbacks, and keeps a transcript. It ends with `stop`, or
 * with the process, which it does not keep alive.
 */
export class Simulator {
  readonly #native: Native;
  readonly #address: Address;

  private constructor(started: Native, address: Address) {
    this.#native = started;
    this.#address = address;
  }

  /** Starts a simulator. */
  static async start(options: SimulatorOptions = {}): Promise<Simulator> {
    const settings = JSON.stringify(written(options));
    const simulator = native(() => new (binding().Simulator)(settings));
    const address = await ask<Address>((session, id) => simulator.start(session, id), undefined);
    const started = new Simulator(simulator, address);
    running.add(started);
    return started;
  }

  /** Stops the server and every call, and waits for that. What happened can still be read. */
  async stop(): Promise<void> {
    await ask<null>((session, id) => this.#native.shutdown(session, id), undefined);
    running.delete(this);
  }

  /** Stops it at the end of a block that has `await using simulator`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  /** The base URL of the API, for a client: `http://127.0.0.1:PORT/api/laml/2010-04-01`. */
  get baseUrl(): string {
    return this.#address.baseUrl;
  }

  /** The same as `baseUrl`. */
  get url(): string {
    return this.#address.baseUrl;
  }

  /** Where the server is: `http://127.0.0.1:PORT`. `/simulator` has endpoints for other programs. */
  get origin(): string {
    return this.#address.origin;
  }

  /** The account's SID. */
  get accountSid(): string {
    return this.#address.accountSid;
  }

  /** The account's token. */
  get authToken(): string {
    return this.#address.authToken;
  }

  /** The environment variables that lead a program's `new Client()` to this simulator. */
  get environment(): Readonly<Record<string, string>> {
    return {
      MYCPAAS_ACCOUNT_SID: this.accountSid,
      MYCPAAS_AUTH_TOKEN: this.authToken,
      MYCPAAS_BASE_URL: this.baseUrl,
    };
  }

  /** Returns a client for this simulator. */
  client(options: ClientOptions = {}): Client {
    const { accountSid, authToken, baseUrl } = this.#address;
    return new Client({ accountSid, authToken, baseUrl, proxy: false, ...options });
  }

  /** Sets the script of a number, from the next call on. At most 10000 numbers have one. */
  setCallee(number: string, callee: Callee | string): void {
    native(() => this.#native.setCallee(text("number", number), script(callee)));
  }

  /** Sets the script of everybody without one of their own, from the next call on. */
  setDefaultCallee(callee: Callee | string): void {
    native(() => this.#native.setCallee(undefined, script(callee)));
  }

  /** Lets something go wrong with the next requests. At most 10000 faults wait. */
  inject(fault: Fault, times = 1): void {
    if (!(fault instanceof Fault)) {
      throw refuse("fault", fault, "a Fault");
    }
    native(() => this.#native.inject(JSON.stringify(fault), count("times", times) ?? 1));
  }

  /**
   * Returns the kept requests with that method (any, if empty) and that text in their path, in order.
   *
   * `simulator.received("POST", "/Calls.json").length` is how often a client tried to create a call.
   */
  received(method = "", path = ""): ReceivedRequest[] {
    return native(() => JSON.parse(this.#native.received(text("method", method), text("path", path))));
  }

  /** How many requests the server received, those that are not kept included. */
  get receivedCount(): number {
    return native(() => this.#native.receivedCount());
  }

  /** Forgets the received requests. */
  clearReceived(): void {
    native(() => this.#native.clearReceived());
  }

  /** Forgets calls, requests and faults, and gives callees the script that they had at the start. */
  reset(): void {
    native(() => this.#native.reset());
  }

  /** Every call that is kept, the newest first. */
  get calls(): SimulatedCall[] {
    return native(() => JSON.parse(this.#native.calls()));
  }

  /** Returns what happened in a call so far. */
  transcript(sid: string): Transcript {
    const transcript = native(() => this.#native.transcript(text("sid", sid)));
    return new Transcript(JSON.parse(transcript) as WrittenTranscript);
  }

  /** Returns a call's steps as they happen, from the first one on. It ends with the call. */
  async *follow(
    sid: string,
    { signal }: { readonly signal?: AbortSignal | null | undefined } = {},
  ): AsyncGenerator<Step, void, undefined> {
    const follow: Follow = native(() => this.#native.follow(text("sid", sid)));
    for (;;) {
      const step = await ask<WrittenStep | null>((session, id) => follow.next(session, id), signal);
      if (step === null) {
        return;
      }
      yield readStep(step);
    }
  }

  /** Waits until a call has ended and its webhooks are delivered or given up. */
  async waitForEnd(sid: string, options: WaitOptions = {}): Promise<Transcript> {
    const limit = patience(options);
    const given = text("sid", sid);
    const transcript = await ask<WrittenTranscript>(
      (session, id) => this.#native.waitForEnd(session, id, given, limit),
      options.signal,
    );
    return new Transcript(transcript);
  }

  /** Waits until a call has had a status, and returns whether it had it before it ended. */
  async waitForStatus(sid: string, status: Open<CallStatus>, options: WaitOptions = {}): Promise<boolean> {
    const limit = patience(options);
    const [call, wanted] = [text("sid", sid), text("status", status)];
    return await ask<boolean>(
      (session, id) => this.#native.waitForStatus(session, id, call, wanted, limit),
      options.signal,
    );
  }

  /** Shows where it is. */
  toJSON(): { readonly baseUrl: string } {
    return { baseUrl: this.baseUrl };
  }
}

async function ask<T>(
  start: (session: Session, id: number) => void,
  signal: AbortSignal | null | undefined,
): Promise<T> {
  checkSignal(signal);
  const { reply } = await run(start, { signal: signal ?? undefined });
  return JSON.parse(reply.value ?? "null") as T;
}

function patience(options: WaitOptions): number | undefined {
  const { timeout } = onlyKnown("options", options, ["timeout", "signal"]) as WaitOptions;
  return timeout === null ? undefined : (milliseconds("timeout", timeout) ?? 30_000);
}

/** Who has which script, out of an object or a map. */
function pairsOf(callees: object): Array<[string, Callee | string]> {
  const entries = Symbol.iterator in callees ? [...(callees as Iterable<unknown>)] : Object.entries(callees);
  return entries.map((entry) => {
    const [number, callee] = Array.isArray(entry) ? entry : [undefined, undefined];
    return [text("callees", number), callee];
  });
}

function script(callee: Callee | string): string {
  if (!(callee instanceof Callee) && typeof callee !== "string") {
    throw refuse("callee", callee, "a Callee, or a script such as answer:2s,press:1,");
  }
  return JSON.stringify(callee);
}

function written(options: SimulatorOptions): object {
  const given = onlyKnown("options", options, OPTIONS) as SimulatorOptions;
  const { callees, defaultCallee, port, clock } = given;
  const scripts = pairsOf(callees ?? {});
  if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port <= 65_535)) {
    throw new ConfigurationError("port: a whole number from 0 to 65535 is allowed", { parameter: "port" });
  }
  for (const callee of [...scripts.map(([, callee]) => callee), defaultCallee ?? ""]) {
    script(callee);
  }
  return {
    port,
    callees: scripts,
    defaultCallee,
    clock: typeof clock === "string" ? clock : maybeNumber("clock", clock, '"instant", "real" or a factor'),
    dialect: maybeText("dialect", given.dialect),
    ownNumbers: words("ownNumbers", given.ownNumbers ?? [], "a list of numbers"),
    accountSid: maybeText("accountSid", given.accountSid),
    authToken: maybeText("authToken", given.authToken),
    maxCalls: count("maxCalls", given.maxCalls),
    maxRecordedRequests: count("maxRecordedRequests", given.maxRecordedRequests),
    signingKey: maybeText("signingKey", given.signingKey),
    signature: maybeText("signature", given.signature),
    webhookFormat: maybeText("webhookFormat", given.webhookFormat),
  };
}
