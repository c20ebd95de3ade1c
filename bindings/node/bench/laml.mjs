// What building and writing a typical LaML document costs, beside its peers, in one run.
//
//     taskset -c 1 node bench/laml.mjs
//
// The contenders take turns, and the median of the CPU time for each document is printed.

import { createRequire } from "node:module";
import { cpuUsage } from "node:process";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

const require = createRequire(import.meta.url);
const laml = require("mycpaas/laml");

/** What one contender leaves behind is not cleared away in the time of the next. */
setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");

const ROUNDS = 60;
const MICROSECONDS_A_ROUND = 20_000;

const PROMPT = "Drücken Sie die 1 für Vertrieb & Beratung, die 2 für <Technik>.";
const BYE = "We did not hear you & hang up.";
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>';

function byCallback() {
  const response = new laml.VoiceResponse();
  response.gather(
    { numDigits: 1, action: "/menu?from=call&step=1", method: "POST", timeout: 5 },
    (gather) => {
      gather.say(PROMPT, { language: "de-DE", voice: "Polly.Vicki-Neural" });
    },
  );
  response.say(BYE);
  response.dial({ callerId: "+491234567890" }, null, (dial) => {
    dial.number("+491098765432");
  });
  response.redirect("https://example.com/voice.xml?again=1&step=2");
  return response.toString();
}

function byReturnedObject() {
  const response = new laml.VoiceResponse();
  const gather = response.gather({
    numDigits: 1,
    action: "/menu?from=call&step=1",
    method: "POST",
    timeout: 5,
  });
  gather.say({ language: "de-DE", voice: "Polly.Vicki-Neural" }, PROMPT);
  response.say(BYE);
  const dial = response.dial({ callerId: "+491234567890" });
  dial.number("+491098765432");
  response.redirect("https://example.com/voice.xml?again=1&step=2");
  return response.toString();
}

const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escaped(text) {
  return text.replace(/[&<>"]/g, (character) => ESCAPES[character]);
}

function byHand() {
  const gather =
    `<Gather action="${escaped("/menu?from=call&step=1")}" method="${escaped("POST")}" ` +
    `numDigits="${1}" timeout="${5}">`;
  const say = `<Say voice="${escaped("Polly.Vicki-Neural")}" language="${escaped("de-DE")}">${escaped(PROMPT)}</Say>`;
  const dial = `<Dial callerId="${escaped("+491234567890")}"><Number>${escaped("+491098765432")}</Number></Dial>`;
  const redirect = `<Redirect>${escaped("https://example.com/voice.xml?again=1&step=2")}</Redirect>`;
  return `${DECLARATION}<Response>${gather}${say}</Gather><Say>${escaped(BYE)}</Say>${dial}${redirect}</Response>`;
}

function twilioBuilder() {
  const VoiceResponse = require("twilio/lib/twiml/VoiceResponse");
  return () => {
    const response = new VoiceResponse();
    const gather = response.gather({
      numDigits: 1,
      action: "/menu?from=call&step=1",
      method: "POST",
      timeout: 5,
    });
    gather.say({ language: "de-DE", voice: "Polly.Vicki-Neural" }, PROMPT);
    response.say(BYE);
    const dial = response.dial({ callerId: "+491234567890" });
    dial.number("+491098765432");
    response.redirect("https://example.com/voice.xml?again=1&step=2");
    return response.toString();
  };
}

/** What the contenders may write as they like: the order of attributes, and `>` in texts. */
function canonical(document) {
  const sorted = (attributes) => (attributes.match(/ [^ =]+="[^"]*"/g) ?? []).sort().join("");
  return document
    .replace(/<([A-Z]\w*)((?: [^ =]+="[^"]*")*)/g, (_, name, attributes) => `<${name}${sorted(attributes)}`)
    .replace(/&gt;|(?<=>[^<]*)>(?=[^<]*<\/)/g, "&gt;");
}

/** Without it, a document would be a rope of pieces, and whoever sends it would have to join them. */
function flat(document) {
  return document.charCodeAt(document.length >> 1);
}

function spent(build, repeats) {
  const begin = cpuUsage();
  let sum = 0;
  for (let at = 0; at < repeats; at++) {
    sum += flat(build());
  }
  const { user, system } = cpuUsage(begin);
  return sum > 0 ? user + system : Number.NaN;
}

/** Returns for each contender the microseconds a document takes, once a round. */
function measure(contenders) {
  const plans = contenders.map(([name, build]) => {
    spent(build, 2_000);
    const repeats = Math.max(
      1,
      Math.round((MICROSECONDS_A_ROUND * 2_000) / Math.max(spent(build, 2_000), 1)),
    );
    return { name, build, repeats, times: [] };
  });
  for (let round = 0; round < ROUNDS; round++) {
    for (const { build, repeats, times } of plans) {
      collect({ type: "minor" });
      times.push(spent(build, repeats) / repeats);
    }
  }
  return plans;
}

function median(times) {
  return [...times].sort((one, two) => one - two)[times.length >> 1];
}

const all = [
  ["mycpaas, by callbacks", byCallback],
  ["mycpaas, by objects", byReturnedObject],
  ["template by hand", byHand],
  ["twilio", twilioBuilder()],
];
const documents = new Set(all.map(([, build]) => canonical(build())));
if (documents.size > 1) {
  throw new Error(`the contenders write different documents:\n${[...documents].join("\n")}`);
}
const plans = measure(all);
const own = median(plans[0].times);
console.log(
  `${"".padEnd(24)}${"median µs".padStart(10)}${"lowest".padStart(9)}${"times mycpaas".padStart(15)}`,
);
for (const { name, times } of plans) {
  const figures = [median(times), Math.min(...times), median(times) / own].map((figure) => figure.toFixed(2));
  console.log(
    `${name.padEnd(24)}${figures[0].padStart(10)}${figures[1].padStart(9)}${figures[2].padStart(15)}`,
  );
}
