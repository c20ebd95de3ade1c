// How a service may sign a request, and what may become of it on its way.

import { createHmac } from "node:crypto";
import { anyText, FORM, hashOf, otherPort, urlOf, written } from "./signed-requests.mjs";

export const KEY = "12345";

const byUnit = (one, other) => (one < other ? -1 : Number(one > other));
const byByte = (one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other));

/** How the values of a name that comes several times are read, and how names are sorted. */
export const READINGS = {
  received: { once: false, order: byByte },
  collapsed: { once: true, order: byByte },
  receivedByUnit: { once: false, order: byUnit },
  collapsedByUnit: { once: true, order: byUnit },
};

/** Which of the headers (Twilio's, SignalWire's) has the signature (true) or another one (false). */
const HEADERS = [
  [undefined, true],
  [true, true],
  [true, false],
  [false, true],
];

/** What is signed after the URL. */
export function textOf(pairs, { once, order }) {
  const names = [...new Set(pairs.map(([name]) => name))].sort(order);
  const parts = names.flatMap((name) => {
    const values = pairs.filter(([own]) => own === name).map(([, value]) => value);
    return (once ? [...new Set(values)].sort(order) : values).map((value) => name + value);
  });
  return parts.join("");
}

export function isText(text, pairs, ...readings) {
  return readings.some((reading) => text === textOf(pairs, READINGS[reading]));
}

/** Whether services may have signed this URL, when a server sees that of the request. */
export function isUrl(url, request) {
  return url === urlOf(request) || url === urlOf(otherPort(request));
}

/** Signs a request in one of the ways. `pairs` are those that are signed. */
export function signing(request, chance) {
  const reading = READINGS[chance.of(Object.keys(READINGS))];
  const hash = request.kind === "form" && request.body !== "" && chance.is(0.1) ? hashOf(request.body) : "";
  const seen = hash === "" ? request : withQuery(request, `bodySHA256=${hash}`);
  const pairs = hash === "" || chance.is(0.5) ? request.pairs : [];
  const url = normalised(seen, chance) ?? urlOf(chance.is(0.4) ? otherPort(seen) : seen);
  const [twilio, signalwire] = chance.is(0.8) ? [true] : chance.of(HEADERS);
  const text = textOf(pairs, reading);
  return { request: seen, url, pairs, reading, text, twilio, signalwire, signature: sign(KEY, url + text) };
}

/** The URL as `new URL()` writes it, if that has another path or query. */
function normalised(request, chance) {
  const { path } = request;
  const plain = urlOf({ ...request, scheme: "https://", user: "", host: "example.com", port: "" });
  const differs = path !== "" && !path.includes("\\") && new URL(plain).href !== plain;
  return differs && chance.is(0.1) ? new URL(urlOf(request)).href : undefined;
}

export function sign(key, text) {
  return createHmac("sha1", key).update(text).digest("base64");
}

function withQuery({ query, ...request }, more) {
  return { ...request, query: `${query}${query === "" ? "?" : "&"}${more}` };
}

/** What a forger may change, or a proxy. */
const CHANGES = {
  value: (request, chance) => pair(request, chance, ([name, value]) => [name, `${value}x`]),
  anotherValue: (request, chance) => pair(request, chance, ([name]) => [name, anyText(chance)]),
  name: (request, chance) => pair(request, chance, ([name, value]) => [`${name}x`, value]),
  less: (request, chance) => form(request, chance, request.pairs.slice(1)),
  more: (request, chance) => form(request, chance, [...request.pairs, ["Digits", "1"]]),
  json: (request) => ({ ...request, body: request.kind === "json" ? `${request.body} ` : request.body }),
  path: (request) => ({ ...request, path: `${request.path}/x` }),
  query: (request) => withQuery(request, "x=1"),
  host: (request) => ({ ...request, host: "other.example" }),
  port: (request) => ({ ...request, port: ":4443" }),
  user: (request) => ({ ...request, user: "other:user@" }),
  scheme: (request) => ({ ...request, scheme: request.scheme === "https://" ? "http://" : "https://" }),
};

function pair(request, chance, change) {
  const place = chance.below(request.pairs.length);
  const pairs = request.pairs.map((one, own) => (own === place ? change(one) : one));
  return form(request, chance, pairs);
}

function form(request, chance, pairs) {
  return request.kind === "form" ? { ...request, pairs, body: written(pairs, chance) } : request;
}

const DAMAGES = [
  (signature) => signature.slice(1),
  (signature) => signature.toLowerCase(),
  (signature) => [...signature].reverse().join(""),
  () => "",
  (_, { url, text }) => sign("54321", url + text),
];

/** Writes a signature as that of a raw body is written, with the end of what was signed as the body. */
function transcoded({ request, text, signature, ...signed }, chance) {
  const [body, query] = chance.of([
    [text, request.query],
    [request.query + text, ""],
  ]);
  const kind = request.kind === "get" && chance.is(0.5) ? "get" : "form";
  const hexadecimal = Buffer.from(signature, "base64").toString("hex");
  return { ...signed, text, request: { ...request, kind, type: FORM, query, body }, signature: hexadecimal };
}

/** Makes a forgery of what was signed; nothing if it would still be genuine. */
export function forged(signed, chance) {
  if (!isUrl(signed.url, signed.request) || chance.is(0.3)) {
    return { ...signed, signature: chance.of(DAMAGES)(signed.signature, signed) };
  }
  if (chance.is(0.2)) {
    return transcoded(signed, chance);
  }
  const request = CHANGES[chance.of(Object.keys(CHANGES))](signed.request, chance);
  const hashed = signed.text === "" && request.query.includes(hashOf(request.body));
  const covered = request.kind !== "json" && isText(signed.text, request.pairs, ...Object.keys(READINGS));
  return isUrl(signed.url, request) && (hashed || covered) ? undefined : { ...signed, request };
}
