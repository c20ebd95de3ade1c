import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { laml } from "./laml.mjs";
import { WORKSPACE } from "./programs.mjs";

const SPECIFICATION = join(WORKSPACE, "crates", "codegen", "spec", "laml.toml");
const ROOTS = { Response: laml.VoiceResponse, MessagingResponse: laml.MessagingResponse };

/** What the specification says of each element that the runner has to know: its tag, and whether it takes text. */
const ELEMENTS = new Map(
  readFileSync(SPECIFICATION, "utf8")
    .split(/^\[element\./m)
    .slice(1)
    .map((section) => section.split(/^\[/m)[0])
    .map((section) => {
      const id = section.slice(0, section.indexOf("]"));
      const tag = /^tag = "(.*)"$/m.exec(section)?.[1] ?? id;
      return [id, { tag, takesText: /^text = "/m.test(section) }];
    }),
);

/** `xml:lang` and `Gather` are written `xmlLang` and `gather`. */
function member(name) {
  return name
    .replace(/^[A-Z]/, (first) => first.toLowerCase())
    .replace(/[^a-zA-Z0-9](.)/g, (_, first) => first.toUpperCase());
}

function classOf(id) {
  const name = member(id);
  return laml[name[0].toUpperCase() + name.slice(1)];
}

/** Builds the tree of a vector by the methods of parents, or by appending what constructors made. */
export function build(tree, { appended }) {
  const root = new ROOTS[tree.element]();
  fill(root, tree, tree.children ?? [], appended);
  return root;
}

function fill(element, node, children, appended) {
  for (const [name, value] of node.raw_attributes ?? []) {
    assert.equal(element.set(name, value), element);
  }
  for (const child of children) {
    if (typeof child === "string") {
      element.text(child);
    } else if ("comment" in child) {
      element.comment(child.comment);
    } else if ("raw" in child) {
      addRaw(element, child);
    } else {
      (appended ? append : add)(element, child);
    }
  }
}

/** Returns what the constructor takes, and the children that are left. */
function parts(node) {
  expectKeys(node, ["element", "attributes", "raw_attributes", "children"]);
  const children = node.children ?? [];
  const options = Object.fromEntries((node.attributes ?? []).map(([name, value]) => [member(name), value]));
  const { takesText } = ELEMENTS.get(node.element);
  if (!takesText) {
    return [[options], children];
  }
  return typeof children[0] === "string"
    ? [[children[0], options], children.slice(1)]
    : [[undefined, options], children];
}

/** Adds an element by the method of its parent. */
function add(parent, node) {
  const [values, children] = parts(node);
  let filled;
  const added = parent[member(ELEMENTS.get(node.element).tag)](...values, (element) => {
    filled = element;
    fill(element, node, children, false);
  });
  assert.equal(added, filled);
  assert.equal(added.constructor, classOf(node.element));
}

/** Makes an element on its own, options first, and appends it before it is filled. */
function append(parent, node) {
  const [values, children] = parts(node);
  const element = new (classOf(node.element))(...values.reverse());
  assert.equal(parent.append(element), parent);
  fill(element, node, children, true);
}

function addRaw(parent, node) {
  expectKeys(node, ["raw", "attributes", "children"]);
  const element = parent.addChild(node.raw, undefined, Object.fromEntries(node.attributes ?? []));
  fill(element, {}, node.children ?? [], false);
}

/** Fails on a key that is not known. */
export function expectKeys(value, known) {
  assert.deepEqual(
    Object.keys(value).filter((key) => !known.includes(key)),
    [],
  );
}
