// Lists: awaited, iterated over, by pages, resumed, and stopped.

import assert from "node:assert/strict";
import { test } from "node:test";
import { CallList, Page } from "mycpaas";
import { answer, page, serve } from "./support/fault-server.mjs";

const PATH = "/api/laml/2010-04-01/Accounts/AC0123456789abcdef/Calls.json";
const next = (number) => `${PATH}?Page=${number}`;

async function collect(iterable) {
  const found = [];
  for await (const one of iterable) {
    found.push(one);
  }
  return found;
}

const threePages = () => serve(page(0, 2, next(1)), page(2, 2, next(2)), page(4, 1, null));

test("nothing is requested before it is needed, and no page too many", async () => {
  const server = await threePages();
  const list = server.client().calls.list({ status: "completed", pageSize: 2 });
  assert.ok(list instanceof CallList);
  assert.deepEqual(await server.received(), []);
  for await (const call of list) {
    if (call.sid === "CA1") {
      break;
    }
  }
  assert.deepEqual(
    (await server.received()).map(({ path }) => path),
    [`${PATH}?Status=completed&PageSize=2`],
  );
});

test("a list gives calls, pages, or all of them", async () => {
  for (const all of [
    async (list) => await list.all(),
    async (list) => await collect(list),
    async (list) => (await collect(list.pages())).flatMap(({ items }) => items),
  ]) {
    const server = await threePages();
    const calls = await all(server.client().calls.list());
    assert.deepEqual(
      calls.map(({ sid }) => sid),
      ["CA0", "CA1", "CA2", "CA3", "CA4"],
    );
    assert.equal((await server.received()).length, 3);
  }
});

test("awaiting a list gives the first page, from which the others can be reached", async () => {
  const server = await serve(page(0, 2, next(1)), page(2, 1, null), page(2, 1, null));
  const client = server.client();
  const first = await client.calls.list();
  assert.ok(first instanceof Page);
  assert.deepEqual([[...first].length, first.cursor, first.metadata.httpStatus], [2, next(1), 200]);
  const second = await first.next();
  assert.deepEqual([second.items[0].sid, second.cursor, await second.next()], ["CA2", undefined, undefined]);
  const resumed = await client.calls.list({ resume: first.cursor });
  assert.deepEqual(resumed.items, second.items);
});

test("a limit ends the list, and nothing is nothing", async () => {
  const server = await threePages();
  const { calls } = server.client();
  assert.equal((await calls.list({ limit: 0 }).all()).length, 0);
  assert.deepEqual(await server.received(), []);
  assert.equal((await calls.list({ limit: 2 }).all()).length, 2);
  assert.equal((await server.received()).length, 1);
});

test("what is awaited is limited, too, and a list is a promise in every way", async () => {
  const server = await threePages();
  const { calls } = server.client();
  const first = await calls.list({ limit: 1 });
  assert.deepEqual([first.items.map(({ sid }) => sid), first.cursor], [["CA0"], next(1)]);
  let ended = 0;
  await calls.list().finally(() => {
    ended += 1;
  });
  const caught = await calls.list({ limit: -1 }).catch((error) => error.parameter);
  assert.deepEqual([ended, caught], [1, "limit"]);
});

test("what can be read only once holds for each iteration", async () => {
  const server = await serve(page(0, 1, null));
  const filters = [["Foo", "bar"]].values();
  const list = server.client().calls.list({ extra: filters });
  await list.all();
  await list.all();
  assert.deepEqual(
    (await server.received()).map(({ path }) => path),
    [`${PATH}?Foo=bar`, `${PATH}?Foo=bar`],
  );
});

test("a page leads back to the one before it", async () => {
  const back = answer(200, { calls: [{ sid: "CA9" }], next_page_uri: null, previous_page_uri: next(0) });
  const server = await serve(back, page(0, 1, next(1)));
  const second = await server.client().calls.list();
  const first = await second.previous();
  assert.deepEqual([first.items[0].sid, await first.previous()], ["CA0", undefined]);
  assert.match((await server.received())[1].path, /Page=0$/);
});
