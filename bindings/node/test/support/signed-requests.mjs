// Random requests, with everything that URLs and forms may hold.

import { createHash } from "node:crypto";

export const FORM = "application/x-www-form-urlencoded";
export const JSON_TYPE = "application/json";

const USERS = ["", "user@", "user:pass@", "user:p%40ss@", "a.b:~!'*()@", "user:@", "b%c3%bc:p@", "u+s$r:p@"];
const HOSTS = [
  "example.com",
  "127.0.0.1",
  "[::1]",
  "[2001:db8::a]",
  "a_b.example",
  "xn--mnchen-3ya.de",
  "münchen.de",
  "Example.COM",
];
const PORTS = ["", ":443", ":80", ":8080", ":65535"];
const PATHS = [
  "/",
  "/status",
  "/a//b/../c",
  "/%C3%BC/%2f%7e",
  "/ü/€/😀",
  "/o'neil+1/(x)*!~",
  "/a;b=1/c;d",
  "/a;",
  "/@x:1/[y]",
  '/q"<>|^`{}',
  "/b\\c",
  "",
];
const QUERIES = [
  "",
  "?",
  "?a=1&b=2",
  "?a&=&b=",
  "?x=%C3%BC%2c+%20",
  "?x=ü€😀",
  "?q='it''s'&r=%27",
  "?b=2&a=1&b=1&a=1",
  "?u=https://x:1@y/?z",
  '?q="<>|^`{}\\',
];
const NAMES = ["Digits", "CallSid", "a", "b", "A", "a b", "a[0]", "ä", "Ａ", "😀", "a'", "a+", "\ufeffa", ""];
// None above the surrogates: twilio sorts values, too, and the rules would mix.
const CHARACTERS = [..."abcÄß€😀+&=%'\" ~*/?#:;@[]\\|\n\t\0-_.!()1"];
const BODIES = ["{}", "[]", '{"event":"call.state"}', ' {"a": "ü\'+%20", "b": [1, null]}\n', '{"a":"😀"}'];

/** Numbers that are the same in each run (mulberry32). */
export class Chance {
  #state;

  constructor(seed) {
    this.#state = seed;
  }

  number() {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  below(limit) {
    return Math.floor(this.number() * limit);
  }

  is(likelihood) {
    return this.number() < likelihood;
  }

  of(values) {
    return values[this.below(values.length)];
  }

  list(most, make) {
    return Array.from({ length: this.below(most + 1) }, make);
  }
}

/** A request in its parts: a form, JSON, or one without a body. */
export function anyRequest(chance) {
  const kind = chance.is(0.7) ? "form" : chance.of(["get", "json"]);
  const request = {
    kind,
    type: kind === "json" ? JSON_TYPE : chance.of([FORM, `${FORM}; charset=UTF-8`]),
    scheme: chance.is(0.7) ? "https://" : chance.of(["http://", "http://", "http://", "HTTPS://"]),
    user: chance.is(0.7) ? "" : chance.of(USERS),
    host: chance.of(HOSTS),
    port: chance.is(0.4) ? "" : chance.of(PORTS),
    path: chance.of(PATHS),
    query: chance.is(0.3) ? "" : chance.of(QUERIES),
    pairs: kind === "form" ? chance.list(7, () => [chance.of(NAMES), anyText(chance)]) : [],
  };
  if (kind === "form" && request.pairs.length > 0 && chance.is(0.3)) {
    request.pairs.push([chance.of(request.pairs)[0], chance.is(0.5) ? anyText(chance) : request.pairs[0][1]]);
  }
  const body = kind === "json" ? chance.of(BODIES) : written(request.pairs, chance);
  if (kind === "json") {
    request.query += `${request.query === "" ? "?" : "&"}bodySHA256=${hashOf(body)}`;
  }
  return { ...request, body };
}

export function anyText(chance) {
  return chance.list(6, () => chance.of(CHARACTERS)).join("");
}

export function hashOf(body) {
  return createHash("sha256").update(body).digest("hex");
}

/** Writes a form as services and clients do: some encode more, some less. */
export function written(pairs, chance) {
  const needed = /[&=+% \n\t\0\ufeff]/;
  const plain = chance.is(0.2) ? (one) => !needed.test(one) : (one) => /^[\w.~*'()!-]$/.test(one);
  const [space, lower] = [chance.of(["+", "%20"]), chance.is(0.3)];
  const percent = (one) => {
    const encoded = [...Buffer.from(one)].map(
      (byte) => `%${byte.toString(16).padStart(2, "0").toUpperCase()}`,
    );
    return lower ? encoded.join("").toLowerCase() : encoded.join("");
  };
  const encode = (text) =>
    [...text].map((one) => (one === " " ? space : plain(one) ? one : percent(one))).join("");
  return pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join("&");
}

/** The URL that a server sees. */
export function urlOf({ scheme, user, host, port, path, query }) {
  return scheme + user + host + port + path + query;
}

/** The URL with the other way to write its port: without it, or with that of its scheme. */
export function otherPort(request) {
  const usual = request.scheme.toLowerCase() === "https://" ? ":443" : ":80";
  return { ...request, port: request.port === "" ? usual : "" };
}
