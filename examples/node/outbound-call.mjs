// Places a call and follows it to its end.
//
//     node outbound-call.mjs
//
// Without credentials in the environment it calls a scripted callee on a simulator in this process. With
// MYCPAAS_ACCOUNT_SID, MYCPAAS_AUTH_TOKEN (and, if wanted, MYCPAAS_BASE_URL) it places a real call, from FROM to TO,
// with the document at URL.

import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { Client } from "mycpaas";
import { CONTENT_TYPE, VoiceResponse } from "mycpaas/laml";
import { Callee, Simulator } from "mycpaas/testing";

/** Calls whom the environment says, and waits. */
async function placeRealCall() {
  const client = new Client();
  const { TO: to, FROM: from, URL: url } = process.env;
  const call = await client.calls.create({ to, from, url });
  console.log(`Call ${call.sid} is ${call.status}.`);
  const ended = await client.calls.wait(call.sid, { deadline: 300_000 });
  console.log(`It ended as ${ended.status}.`);
}

/** Calls somebody who presses 1, and shows what happens. */
async function placeSimulatedCall() {
  const [to, from] = ["+491234567890", "+491098765432"];
  const callees = { [to]: new Callee({ answersAfter: 3000, presses: "1" }) };
  const simulator = await Simulator.start({ callees, clock: 5 });
  const web = createServer(answer).listen(0, "127.0.0.1");
  await once(web, "listening");
  const address = `http://127.0.0.1:${web.address().port}`;
  console.log(`No credentials in the environment: the call goes to a simulator at ${simulator.url}.`);
  console.log(`Its documents come from ${address}.\n`);

  const client = simulator.client();
  const call = await client.calls.create({
    to,
    from,
    url: `${address}/voice.xml`,
    statusCallback: `${address}/status`,
    statusCallbackEvent: ["initiated", "ringing", "answered", "completed"],
  });
  console.log(`Placed call ${call.sid}\n`);

  console.log("The life of the call, five times as fast as real time");
  for await (const step of simulator.follow(call.sid)) {
    console.log(`  ${step.line}`);
  }
  const transcript = await simulator.waitForEnd(call.sid);
  show("The callee heard", transcript.heard);
  show("The callee pressed", transcript.pressed);
  show(
    "Webhooks",
    transcript.webhooks.map(({ line }) => line),
  );

  const ended = await client.calls.wait(call.sid);
  console.log(`\nThe API says: ${ended.status} after ${ended.duration} s, price ${ended.price}.`);
  web.close();
  await simulator.stop();
}

function show(title, lines) {
  console.log(`\n${title}`);
  for (const line of lines) {
    console.log(`  ${line}`);
  }
}

/** Tells mycpaas what to do in the call: two documents and a status page, without any framework. */
async function answer(request, response) {
  const form = new URLSearchParams(await text(request));
  const document =
    request.url === "/voice.xml"
      ? greeting()
      : request.url === "/menu"
        ? menu(form.get("Digits"))
        : undefined;
  response.setHeader("Content-Type", document === undefined ? "text/plain" : CONTENT_TYPE);
  response.end(document === undefined ? "thanks" : String(document));
}

/** The document that the call begins with. */
function greeting() {
  const response = new VoiceResponse();
  response.gather({ numDigits: 1, timeout: 5, action: "/menu" }, (gather) => {
    gather.say("Guten Tag! Drücken Sie die Eins, um den Termin zu bestätigen.", { language: "de-DE" });
  });
  response.say("Wir haben nichts gehört. Auf Wiederhören.", { language: "de-DE" });
  return response;
}

/** Answers what the callee pressed. */
function menu(digits) {
  const response = new VoiceResponse();
  if (digits === "1") {
    response.say("Danke, Ihr Termin ist bestätigt.", { language: "de-DE" });
    response.hangup();
  } else {
    response.say("Das habe ich nicht verstanden.", { language: "de-DE" });
    response.redirect("/voice.xml");
  }
  return response;
}

await (process.env.MYCPAAS_ACCOUNT_SID === undefined ? placeSimulatedCall() : placeRealCall());
