// Random requests, checked here and by the validators of twilio and SignalWire. All three agree, but where a rule says who
// refuses what is genuine: these are the differences that docs/webhooks.md lists.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { createRequire } from "node:module";
import { parse as parseForm } from "node:querystring";
import { test } from "node:test";
import { inspect } from "node:util";
import { SignatureValidator } from "mycpaas/webhooks";
import { anyRequest, Chance, FORM, hashOf, JSON_TYPE, urlOf } from "./support/signed-requests.mjs";
import { forged, isText, isUrl, KEY, sign, signing, textOf } from "./support/signings.mjs";

const require = createRequire(import.meta.url);
const twilio = require("twilio");
const { RestClient: signalwire } = require("@signalwire/compatibility-api");

const SEED = 7;
const REQUESTS = 8000;
const ENOUGH = 5;

/** What a validator does that makes it refuse what is genuine for others. */
const RULES = {
  "sorts the values of a name, and takes equal ones once": {
    refusedBy: ["twilio"],
    when: ({ text, pairs, reading }) => text !== textOf(pairs, { ...reading, once: true }),
  },
  "takes the values of a name as they were received": {
    refusedBy: ["signalwire"],
    when: ({ text, pairs, reading }) => text !== textOf(pairs, { ...reading, once: false }),
  },
  "sorts by UTF-16 unit": {
    refusedBy: ["twilio", "signalwire"],
    when: ({ text, pairs }) => !isText(text, pairs, "receivedByUnit", "collapsedByUnit"),
  },
  "sorts by byte": {
    refusedBy: ["mycpaas"],
    when: ({ text, pairs }) => !isText(text, pairs, "received", "collapsed"),
  },
  "takes the URL as it was received": {
    refusedBy: ["mycpaas", "signalwire"],
    when: ({ url, request }) => !isUrl(url, request),
  },
  "takes no parameters where the URL has the hash of the body": {
    refusedBy: ["twilio", "signalwire"],
    when: ({ text, request }) => text !== "" && request.query.includes("bodySHA256"),
  },
  "knows X-Twilio-Signature alone": {
    refusedBy: ["twilio"],
    when: (signed) => !signed.twilio,
  },
  "looks at X-Twilio-Signature only without X-SignalWire-Signature": {
    refusedBy: ["signalwire"],
    when: (signed) => signed.signalwire === false,
  },
  "takes capitals out of scheme and host": {
    refusedBy: ["signalwire"],
    when: ({ request: { scheme, host } }) => scheme + host !== (scheme + host).toLowerCase(),
  },
  "adds a path": {
    refusedBy: ["signalwire"],
    when: ({ request: { path } }) => path === "",
  },
  "makes backslashes in the path slashes": {
    refusedBy: ["signalwire"],
    when: ({ request: { path } }) => path.includes("\\"),
  },
  "encodes user and password again, and leaves an empty password out": {
    refusedBy: ["signalwire"],
    when: ({ request: { user } }) => user !== encodedAgain(user),
  },
};

function encodedAgain(user) {
  const parts = user.replace(/@$/, "").split(":");
  const encoded = parts.map((part) => encodeURIComponent(decodeURIComponent(part)));
  return user && `${encoded.filter((part) => part !== "").join(":")}@`;
}

function headersOf({ request, signature, twilio, signalwire }) {
  const signatures = { "x-twilio-signature": twilio, "x-signalwire-signature": signalwire };
  const headers = Object.entries(signatures)
    .filter(([, genuine]) => genuine !== undefined)
    .map(([name, genuine]) => [name, genuine ? signature : sign(KEY, "something else")]);
  return Object.fromEntries([["content-type", request.type], ...headers]);
}

/** A request as Express hands it to a handler, without what is not looked at. */
function expressRequest({ request: { kind, body } }, headers) {
  return {
    header: (name) => headers[name.toLowerCase()],
    body: kind === "form" ? parseForm(body) : {},
    rawBody: body,
  };
}

const own = new SignatureValidator({ keys: KEY });

const VALIDATORS = {
  mycpaas({ request }, headers) {
    const { kind, scheme, user, host, port, path, query, body } = request;
    const received = { method: kind === "get" ? "GET" : "POST", headers, body: Buffer.from(body) };
    const verdict = own.validate({ ...received, url: urlOf(request) });
    // Behind a proxy it is the same.
    const behind = new SignatureValidator({ keys: KEY, publicUrl: scheme + user + host + port });
    assert.deepEqual(behind.validate({ ...received, url: path + query }), verdict);
    return verdict.valid;
  },
  twilio: (signed, headers) =>
    twilio.validateExpressRequest(expressRequest(signed, headers), KEY, { url: urlOf(signed.request) }),
  signalwire: (signed, headers) =>
    signalwire.validateExpressRequest(expressRequest(signed, headers), KEY, { url: urlOf(signed.request) }),
};

/** Compares what the validators say with what is expected of each. */
function compare(signed, isGenuine, rules) {
  const headers = headersOf(signed);
  for (const [name, validate] of Object.entries(VALIDATORS)) {
    const refusing = rules.filter((rule) => RULES[rule].refusedBy.includes(name));
    assert.equal(
      validate(signed, headers),
      isGenuine && refusing.length === 0,
      `${name}: ${inspect({ isGenuine, rules, ...signed }, { depth: 9 })}`,
    );
  }
}

test("random requests are genuine here as they are for twilio and SignalWire", (context) => {
  const chance = new Chance(SEED);
  const counts = { agreed: 0, forged: 0, ...Object.fromEntries(Object.keys(RULES).map((rule) => [rule, 0])) };
  for (let count = 0; count < REQUESTS; count += 1) {
    const signed = signing(anyRequest(chance), chance);
    const forgery = chance.is(0.4) ? forged(signed, chance) : undefined;
    const rules = forgery ? [] : Object.keys(RULES).filter((rule) => RULES[rule].when(signed));
    compare(forgery ?? signed, forgery === undefined, rules);
    // Where several rules hold, each of them proves little.
    if (rules.length < 2) {
      counts[forgery ? "forged" : (rules[0] ?? "agreed")] += 1;
    }
  }
  context.diagnostic(inspect(counts));
  assert.ok(counts.agreed > 1000 && counts.forged > 1000, inspect(counts));
  assert.ok(Math.min(...Object.values(counts)) >= ENOUGH, `a rule is hardly tried: ${inspect(counts)}`);
});

test("a URL that was signed as `new URL()` writes it is told", () => {
  const signature = sign(KEY, "https://example.com/a?q=%27");
  const request = { url: "https://example.com/a?q='", headers: { "x-twilio-signature": signature } };
  assert.match(own.validate(request).hint, /encoded as the URL standard wants it/);
});

test("without a header nothing is genuine, and without a key anything would be", () => {
  const url = "https://example.com/a";
  for (const { validateRequest } of [twilio, signalwire]) {
    assert.equal(validateRequest(KEY, undefined, url, {}), false);
    assert.equal(validateRequest("", sign("", url), url, {}), true);
  }
  assert.equal(own.validate({ url }).reason, "missing_header");
  assert.throws(() => new SignatureValidator({ keys: "" }), { kind: "configuration" });
});

test("middleware without a key answers 500", (context) => {
  context.mock.method(console, "error", () => {});
  for (const { webhook } of [twilio, signalwire]) {
    const response = {};
    for (const name of ["type", "status", "send"]) {
      response[name] = context.mock.fn(() => response);
    }
    webhook("")({ header: () => "a signature" }, response, assert.fail);
    assert.deepEqual(response.status.mock.calls[0].arguments, [500]);
  }
});

test("JSON whose hash is not in the URL is genuine for nobody", () => {
  const [url, body] = ["https://example.com/a", '{"a":1}'];
  const signature = sign(KEY, url);
  assert.equal(twilio.validateRequestWithBody(KEY, signature, url, body), false);
  assert.throws(() => signalwire.validateRequestWithBody(KEY, signature, url, body), TypeError);
  const headers = { "content-type": JSON_TYPE, "x-twilio-signature": signature };
  assert.equal(own.validate({ url, headers, body }).reason, "body_not_covered");
});

test("the signature of a raw body is known here alone", () => {
  const body = '{"a":1}';
  const url = `https://example.com/a?bodySHA256=${hashOf(body)}`;
  const signature = createHmac("sha1", KEY)
    .update(url + body)
    .digest("hex");
  for (const { validateRequestWithBody } of [twilio, signalwire]) {
    assert.equal(validateRequestWithBody(KEY, signature, url, body), false);
  }
  const headers = { "content-type": JSON_TYPE, "x-signalwire-signature": signature };
  assert.equal(own.validate({ url, headers, body }).scheme, "raw_body");
});

test("free text that was signed can hold the hash of another body for everybody, unless parameters are named", () => {
  const body = '{"a":1}';
  const url = `https://example.com/a?b=1SpeechResultyes&bodySHA256=${hashOf(body)}&`;
  const signature = sign(KEY, url);
  for (const { validateRequestWithBody } of [twilio, signalwire]) {
    assert.equal(validateRequestWithBody(KEY, signature, url, body), true);
  }
  const request = { url, headers: { "content-type": JSON_TYPE, "x-twilio-signature": signature }, body };
  assert.equal(own.validate(request).scheme, "body_hash");
  const strict = new SignatureValidator({ keys: KEY, schemes: ["parameters"] });
  assert.equal(strict.validate(request).reason, "scheme_not_allowed");
});

test("a malformed form is what its reader makes of it for others, and refused here", () => {
  const [url, body] = ["https://example.com/a", "a=%zz"];
  const signature = sign(KEY, `${url}a%zz`);
  for (const { validateRequest } of [twilio, signalwire]) {
    assert.equal(validateRequest(KEY, signature, url, parseForm(body)), true);
  }
  const headers = { "content-type": FORM, "x-twilio-signature": signature };
  assert.equal(own.validate({ url, headers, body }).reason, "unreadable_body");
});
