// Lists the last calls of the account, and handles what can go wrong.
//
//     node list-calls.mjs
//
// Without credentials in the environment it lists calls that it has placed on a simulator in this process.

import { Client, NotFoundError } from "mycpaas";
import { Callee, Simulator } from "mycpaas/testing";

/** Places calls to list. Nobody answers, so no document is ever asked for. */
async function simulated() {
  const simulator = await Simulator.start({ defaultCallee: Callee.busy() });
  const client = simulator.client();
  for (let number = 0; number < 5; number += 1) {
    const to = `+491234567800${number}`;
    const { sid } = await client.calls.create({
      to,
      from: "+491098765432",
      url: "https://example.com/voice.xml",
    });
    await simulator.waitForEnd(sid);
  }
  return client;
}

const client = process.env.MYCPAAS_ACCOUNT_SID === undefined ? await simulated() : new Client();
// The last twenty calls, which are fetched two at a time.
for await (const call of client.calls.list({ pageSize: 2, limit: 20 })) {
  console.log(`${call.sid}  ${(call.status ?? "?").padEnd(12)}  ${call.to ?? "?"}`);
}
try {
  const call = await client.calls.fetch("CA00000000000000000000000000000000");
  console.log(`There is a call ${call.sid}.`);
} catch (error) {
  if (!(error instanceof NotFoundError)) {
    throw error;
  }
  console.log(`As expected: ${error.message}`);
}
