// Calls many numbers, a few at a time, and says what became of each.
//
//     node bulk.mjs                         # 200 numbers, on a simulator in this process
//     node bulk.mjs numbers.txt             # those in a file, one a line
//
// With MYCPAAS_ACCOUNT_SID and MYCPAAS_AUTH_TOKEN in the environment it places real calls, from FROM to the numbers in
// the file, with the document at URL.

import { readFile } from "node:fs/promises";
import { Client, MycpaasError } from "mycpaas";
import { Callee, Fault, Simulator } from "mycpaas/testing";

const AT_ONCE = 20;

/** Calls every number once, and counts how the calls ended. */
async function placeAll(client, numbers, from, url) {
  const outcomes = new Map();
  const rest = [...numbers];
  const worker = async () => {
    for (let to = rest.shift(); to !== undefined; to = rest.shift()) {
      const outcome = await place(client, { to, from, url });
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return outcomes;
}

async function place(client, parameters) {
  try {
    const call = await client.calls.create(parameters);
    return (await client.calls.wait(call.sid)).status;
  } catch (error) {
    if (!(error instanceof MycpaasError)) {
      throw error;
    }
    // A call that may exist is not placed again: somebody looks for it first.
    const outcome = error.mayHaveBeenPlaced ? "may be ringing" : "was not placed";
    console.log(`${parameters.to} ${outcome}: ${error.message}`);
    return outcome;
  }
}

/** Calls the numbers on a simulator, where every tenth is busy and some requests go wrong. */
async function simulate(numbers) {
  const busy = numbers.filter((_, place) => place % 10 === 0);
  const callees = Object.fromEntries(busy.map((number) => [number, Callee.busy()]));
  const simulator = await Simulator.start({ callees, defaultCallee: Callee.noAnswer() });
  simulator.inject(Fault.answer(429, { headers: { "Retry-After": "0" }, method: "POST" }), 2);
  simulator.inject(Fault.closeInsteadOfAnswering({ method: "POST" }));
  const outcomes = await placeAll(
    simulator.client(),
    numbers,
    "+491098765432",
    "https://example.com/voice.xml",
  );
  console.log(
    `The API received ${simulator.received("POST", "/Calls.json").length} requests to place a call.`,
  );
  return outcomes;
}

const texts = await Promise.all(process.argv.slice(2).map((file) => readFile(file, "utf8")));
const numbers = texts.flatMap((text) => text.split(/\s+/)).filter((number) => number !== "");
const { MYCPAAS_ACCOUNT_SID: account, FROM: from, URL: url } = process.env;
const some = Array.from({ length: 200 }, (_, number) => `+4912345${String(number).padStart(5, "0")}`);
const outcomes =
  account === undefined
    ? await simulate(numbers.length > 0 ? numbers : some)
    : await placeAll(new Client(), numbers, from, url);
for (const [outcome, count] of [...outcomes].sort(([, one], [, other]) => other - one)) {
  console.log(`${String(count).padStart(5)} ${outcome}`);
}
