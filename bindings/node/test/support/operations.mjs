// What the vectors name, in JavaScript's words: settings, operations, and what comes back.

import { Client, Response } from "mycpaas";
import { ACCOUNT_SID, CREATE, TOKEN } from "./fault-server.mjs";

const SETTINGS = {
  account_sid: ACCOUNT_SID,
  auth_token: TOKEN,
  base_url: "{base_url}",
  connect_timeout: 3,
  read_timeout: 1.5,
  total_timeout: 6,
  max_response_size: 1048576,
  retry: { base_delay: 0.005 },
};
const RENAMED = { total_timeout: "timeout" };
const SPANS = new Set(["connectTimeout", "readTimeout", "timeout", "baseDelay", "maxDelay", "maxRetryAfter"]);

/** `status_callback` becomes `statusCallback`. */
export function camel(name) {
  return RENAMED[name] ?? name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());
}

function camelKeys(object) {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [camel(name), value]));
}

/** Makes the client and does what the case says. */
export async function perform({ client: own, operation, arguments: given, options: different }, server) {
  const settings = Object.entries({ ...SETTINGS, ...own }).map(([name, value]) => [
    name,
    filled(value, server),
  ]);
  const client = new Client(options(Object.fromEntries(settings)));
  const own_options = options(different);
  return await OPERATIONS[operation](client, camelKeys(given), own_options);
}

/** Puts in what is known only when the server runs. */
function filled(value, server) {
  const known = {
    base_url: server.about.base_url,
    address: server.about.address,
    certificate: server.about.certificate,
  };
  return typeof value === "string"
    ? value.replace(/\{(base_url|address|certificate)\}/g, (_, name) => known[name] ?? "")
    : value;
}

/** Options of a client or a request, whose spans are milliseconds. */
function options(given) {
  const { retry, ...others } = given;
  const taken = milliseconds(camelKeys(others));
  if (retry !== undefined) {
    taken.retries = retry === "off" ? 0 : milliseconds(camelKeys(retry));
  }
  return taken;
}

function milliseconds(options) {
  const one = ([name, value]) => [name, SPANS.has(name) && typeof value === "number" ? value * 1000 : value];
  return Object.fromEntries(Object.entries(options).map(one));
}

const OPERATIONS = {
  client: async () => undefined,
  create: (client, given, options) => client.calls.create({ ...CREATE, ...given }, options),
  fetch: (client, { sid }, options) => client.calls.fetch(sid, options),
  hang_up: (client, { sid }, options) => client.calls.hangUp(sid, options),
  cancel: (client, { sid }, options) => client.calls.cancel(sid, options),
  redirect: (client, { sid, url }, options) => client.calls.redirect(sid, url, options),
  update: (client, { sid, ...given }, options) => client.calls.update(sid, given, options),
  delete: (client, { sid }, options) => client.calls.delete(sid, options),
  wait: (client, { sid, deadline, ...given }, options) =>
    client.calls.wait(
      sid,
      { ...given, ...(deadline === undefined ? {} : { deadline: deadline * 1000 }) },
      options,
    ),
  list: (client, given, options) => client.calls.list(given, options).all(),
  first_page: async (client, given, options) => await client.calls.list(given, options),
  request: (client, { method, path, ...given }, options) =>
    client.request(method, path, { ...given, ...options }),
};

/** A result as a vector writes it; of a call only the fields that it names. */
export function plain(result, expected) {
  if (result === undefined) {
    return {};
  }
  if (result instanceof Response) {
    return { body: result.text() };
  }
  if (Array.isArray(result)) {
    return calls(result, expected);
  }
  if ("items" in result) {
    return { calls: calls(result.items, expected.calls), cursor: result.cursor ?? null };
  }
  return Object.fromEntries(Object.keys(expected).map((name) => [name, plainField(result, name)]));
}

/** Calls as a vector writes them. One too many shows. */
function calls(found, expected) {
  return found.map((call, place) => plain(call, expected[place] ?? {}));
}

function plainField(call, name) {
  const [value, raw] = [call[camel(name)], call[`${camel(name)}Raw`]];
  if (raw !== undefined) {
    return { raw, unix: value === undefined ? null : Math.trunc(value.getTime() / 1000) };
  }
  if (name === "queue_time" && value !== undefined) {
    return value / 1000;
  }
  // A decimal without zeros at its end.
  if ((name === "price" || name === "audio_in_mos") && value?.includes(".")) {
    return value.replace(/\.?0+$/, "");
  }
  return value ?? null;
}

/** What the vector names of how an answer came. */
export function plainMetadata(metadata, expected) {
  const header = (name) => metadata.headers.find(([known]) => known === name.toLowerCase())?.[1] ?? null;
  const one = (name) =>
    name === "headers"
      ? Object.fromEntries(
          Object.keys(expected.headers).map((header_name) => [header_name, header(header_name)]),
        )
      : (metadata[camel(name)] ?? null);
  return Object.fromEntries(Object.keys(expected).map((name) => [name, one(name)]));
}

/** An error as a vector writes it. */
export function plainError(error) {
  return {
    kind: error.kind,
    delivery: error.delivery,
    attempts: error.attempts,
    may_have_been_placed: error.mayHaveBeenPlaced,
    is_retryable: error.isRetryable,
    http_status: error.httpStatus ?? null,
    api_code: error.apiCode ?? null,
    more_info: error.moreInfo ?? null,
    request_id: error.requestId ?? null,
    retry_after: error.retryAfter === undefined ? null : error.retryAfter / 1000,
    parameter: error.parameter ?? null,
  };
}
