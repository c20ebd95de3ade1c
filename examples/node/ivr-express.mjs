// A telephone menu with Express: Say, Gather, Redirect and a status callback.
//
//     node ivr-express.mjs                   # lets a scripted callee go through it, on a simulator
//     PORT=8000 node ivr-express.mjs         # serves it, for a public address that leads there
//
// With MYCPAAS_ACCOUNT_SID and MYCPAAS_AUTH_TOKEN in the environment, the first one places a real call, from FROM to
// TO, through the menu that the second one serves at PUBLIC_URL. With SIGNING_KEY, too, the second one refuses what is not
// signed as SignalWire and Twilio sign; mycpaas documents no signature.

import { once } from "node:events";
import express from "express";
import { Client } from "mycpaas";
import { VoiceResponse } from "mycpaas/laml";
import { Callee, Simulator } from "mycpaas/testing";
import { expressWebhook, SignatureValidator } from "mycpaas/webhooks";

const { MYCPAAS_ACCOUNT_SID: account, PORT: port, TO: to, FROM: from, SIGNING_KEY: keys } = process.env;
const web = process.env.PUBLIC_URL?.replace(/\/+$/, "");
// The simulator does not sign.
const validator = port === undefined ? undefined : signatureValidator();

const app = express();
app.post("/voice", expressWebhook({ validator, onRefused, kind: "document" }, voice));
app.post("/menu", expressWebhook({ validator, onRefused, kind: "gather" }, menu));
app.post("/status", expressWebhook({ validator, onRefused, kind: "status" }, status));

/** Checks what was signed for the public URL, where there is a key. */
function signatureValidator() {
  if (keys === undefined) {
    console.warn("SIGNING_KEY is not set: whoever knows the URL can send anything.");
    return undefined;
  }
  if (web === undefined) {
    throw new Error("SIGNING_KEY needs PUBLIC_URL, which is what is signed");
  }
  return new SignatureValidator({ keys, publicUrl: web });
}

/** Hears why a request was refused. */
function onRefused({ message }) {
  console.warn(`A request was refused: ${message}`);
}

/** The document that a call begins with. */
function voice() {
  const document = new VoiceResponse();
  document.gather({ numDigits: 1, timeout: 5, action: "/menu" }, (gather) => {
    gather.say("Für die Öffnungszeiten drücken Sie die Eins.", { language: "de-DE" });
    gather.say("Um dies noch einmal zu hören, die Neun.", { language: "de-DE" });
  });
  document.say("Wir haben nichts gehört. Auf Wiederhören.", { language: "de-DE" });
  return document;
}

/** Answers what the callee pressed. */
function menu({ digits }) {
  const document = new VoiceResponse();
  if (digits === "1") {
    document.say("Wir sind von neun bis siebzehn Uhr für Sie da.", { language: "de-DE" });
    document.hangup();
  } else {
    if (digits !== "9") {
      document.say("Das habe ich nicht verstanden.", { language: "de-DE" });
    }
    document.redirect("/voice");
  }
  return document;
}

/** Hears how the call is getting on. */
function status({ callSid, callStatus }) {
  console.log(`Call ${callSid} is ${callStatus}.`);
}

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

if (port !== undefined) {
  console.log(`The menu is at ${(await serve(Number(port))).address}.`);
} else if (account !== undefined) {
  const call = await placeCall(new Client(), to, from, web);
  console.log(`Call ${call.sid} is ${call.status}.`);
} else {
  await simulate();
}
