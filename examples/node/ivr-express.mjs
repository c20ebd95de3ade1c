// A telephone menu with Express: Say, Gather, Redirect and a status callback.
//
//     node ivr-express.mjs                   # lets a scripted callee go through it, on a simulator
//     PORT=8000 node ivr-express.mjs         # serves it, for a public address that leads there
//
// With MYCPAAS_ACCOUNT_SID and MYCPAAS_AUTH_TOKEN in the environment, the first one places a real call, from FROM to
// TO, through the menu that the second one serves at PUBLIC_URL.

import { once } from "node:events";
import express from "express";
import { Client } from "mycpaas";
import { CONTENT_TYPE, VoiceResponse } from "mycpaas/laml";
import { Callee, Simulator } from "mycpaas/testing";

const app = express();
app.use(express.urlencoded({ extended: false }));

/** The document that a call begins with. */
app.post("/voice", (_, response) => {
  const document = new VoiceResponse();
  document.gather({ numDigits: 1, timeout: 5, action: "/menu" }, (gather) => {
    gather.say("Für die Öffnungszeiten drücken Sie die Eins.", { language: "de-DE" });
    gather.say("Um dies noch einmal zu hören, die Neun.", { language: "de-DE" });
  });
  document.say("Wir haben nichts gehört. Auf Wiederhören.", { language: "de-DE" });
  response.type(CONTENT_TYPE).send(String(document));
});

/** Answers what the callee pressed. */
app.post("/menu", (request, response) => {
  const document = new VoiceResponse();
  const digits = request.body.Digits;
  if (digits === "1") {
    document.say("Wir sind von neun bis siebzehn Uhr für Sie da.", { language: "de-DE" });
    document.hangup();
  } else {
    if (digits !== "9") {
      document.say("Das habe ich nicht verstanden.", { language: "de-DE" });
    }
    document.redirect("/voice");
  }
  response.type(CONTENT_TYPE).send(String(document));
});

/** Hears how the call is getting on. */
app.post("/status", (request, response) => {
  console.log(`Call ${request.body.CallSid} is ${request.body.CallStatus}.`);
  response.status(204).end();
});

/** Calls somebody who is to go through the menu. */
async function placeCall(client, to, from, web) {
  return await client.calls.create({
    to,
    from,
    url: `${web}/voice`,
    statusCallback: `${web}/status`,
    statusCallbackEvent: ["initiated", "ringing", "answered", "completed"],
  });
}

async function serve(port) {
  const server = app.listen(port, "127.0.0.1");
  await once(server, "listening");
  return { server, address: `http://127.0.0.1:${server.address().port}` };
}

/** Lets somebody press nine, then a wrong key, then one. */
async function simulate() {
  const [to, from] = ["+491234567890", "+491098765432"];
  const callees = { [to]: new Callee({ answersAfter: 3000, presses: ["9", "5", "1"] }) };
  const simulator = await Simulator.start({ callees });
  const { server, address } = await serve(0);
  const call = await placeCall(simulator.client(), to, from, address);
  console.log(`\n${await simulator.waitForEnd(call.sid)}`);
  server.close();
  await simulator.stop();
}

const { MYCPAAS_ACCOUNT_SID: account, PORT: port, TO: to, FROM: from, PUBLIC_URL: web } = process.env;
if (port !== undefined) {
  console.log(`The menu is at ${(await serve(Number(port))).address}.`);
} else if (account !== undefined) {
  const call = await placeCall(new Client(), to, from, web);
  console.log(`Call ${call.sid} is ${call.status}.`);
} else {
  await simulate();
}
