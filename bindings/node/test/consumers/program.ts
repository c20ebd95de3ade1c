// A program of a user, checked by the compiler and then run.

import {
  type Call,
  type Client,
  type CreateCallParameters,
  MycpaasError,
  NotFoundError,
  type Page,
} from "mycpaas";
import * as laml from "mycpaas/laml";
import { Callee, Simulator, type Transcript } from "mycpaas/testing";

async function main(): Promise<void> {
  const callees = { "+491234567890": new Callee({ answersAfter: 1000, presses: "1" }) };
  const simulator: Simulator = await Simulator.start({ callees, clock: "instant" });
  const client: Client = simulator.client({ timeout: 5000, retries: { maxRetries: 1, baseDelay: 5 } });
  const parameters: CreateCallParameters = {
    to: "+491234567890",
    from: "+491098765432",
    url: "http://127.0.0.1:1/voice.xml",
    statusCallbackEvent: ["answered", "a-word-of-tomorrow"],
  };
  const call: Call = await client.calls.create(parameters, { signal: AbortSignal.timeout(5000) });
  const transcript: Transcript = await simulator.waitForEnd(call.sid);
  const created: Date | undefined = call.dateCreated;
  const price: string | undefined = call.price;
  const first: Page = await client.calls.list({ status: "failed", limit: 5 });
  for await (const listed of client.calls.list()) {
    if (listed.sid !== call.sid || listed.status !== "failed") {
      throw new Error(`${listed.sid} is ${listed.status}`);
    }
  }
  try {
    await client.calls.fetch("CA0");
  } catch (error) {
    if (!(error instanceof NotFoundError && error instanceof MycpaasError) || error.delivery !== "rejected") {
      throw error;
    }
  }
  // @ts-expect-error there is no such parameter
  const wrong = client.calls.create({ ...parameters, twiml: "<Response/>" });
  await wrong.catch(() => undefined);
  const response = new laml.VoiceResponse();
  response.say("Guten Tag!", { language: "de-DE" });
  await simulator.stop();
  console.log(
    transcript.statuses.at(-1),
    first.items.length,
    created !== undefined,
    price,
    String(response).length > 60,
  );
}

main();
