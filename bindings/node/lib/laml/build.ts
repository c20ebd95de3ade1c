import { nearest } from "./nearest.js";
import { cut, invalid, NAME_MAX } from "./problems.js";
import type { Shape } from "./shape.js";
import { shown } from "./shown.js";
import { NONE, Tree } from "./tree.js";
import { attributeText, isPlain, isUrl, plainText, textByName, textOrUrl } from "./values.js";

/** The option that holds attributes by their names in the document. */
const EXTRA = "extra";

/** Makes an element of the specification. Where it takes text, text and options may come in either order. */
export function build(shape: Shape, first: unknown, second: unknown): Tree {
  const tree = new Tree(shape.tag, shape, NONE, true);
  if (!shape.takesText) {
    setOptions(tree, shape, first);
  } else if (isPlain(first) || typeof second === "string" || isUrl(second)) {
    setOptions(tree, shape, first);
    setText(tree, shape, second);
  } else {
    setOptions(tree, shape, second);
    setText(tree, shape, first);
  }
  return tree;
}

/** Makes an element that the specification may not know. */
export function buildFree(shape: Shape | undefined, name: unknown, text: unknown, extra: unknown): Tree {
  const tree = new Tree(plainText("name", name), shape, NONE, false);
  setExtra(tree, shape, extra);
  if (text !== undefined && text !== null) {
    tree.addText(textOrUrl("text", text));
  }
  return tree;
}

function setText(tree: Tree, shape: Shape, text: unknown): void {
  if (text !== undefined && text !== null) {
    tree.addText(textOrUrl("text", text));
  } else if (shape.needsText) {
    throw invalid("text", `nothing is given; <${shape.tag}> needs it`, { element: shape.tag });
  }
}

function setOptions(tree: Tree, shape: Shape, options: unknown): void {
  if (options !== undefined && options !== null) {
    setNamed(tree, shape, named("options", options, "a plain object with options"));
  }
  for (const option of shape.required) {
    const name = shape.options.get(option)?.name ?? option;
    if (tree.get(name) === undefined) {
      const where = { element: shape.tag, attribute: name };
      throw invalid(option, `nothing is given; <${shape.tag}> needs it`, where);
    }
  }
}

/** Texts by the places of their attributes, which are needed over and over again. */
let spare: string[] | undefined;

/** Sets attributes by the names of the options, in the order of the specification. */
function setNamed(tree: Tree, shape: Shape, options: Readonly<Record<string, unknown>>): void {
  const texts = spare ?? [];
  // What reads a list may run code that builds another element.
  spare = undefined;
  let places = 0;
  let extra: unknown;
  // Not `Object.keys`, which takes longer.
  for (const option in options) {
    const value = Object.hasOwn(options, option) ? options[option] : undefined;
    if (value === undefined || value === null) {
      continue;
    }
    const attribute = shape.options.get(option);
    if (attribute !== undefined) {
      texts[attribute.place] = attributeText(shape, attribute, value);
      places |= 1 << attribute.place;
    } else if (option === EXTRA) {
      extra = value;
    } else {
      throw unknown(shape, option);
    }
  }
  if (places !== 0) {
    tree.attributes = inOrder(shape, texts, places);
  }
  spare = texts;
  setExtra(tree, shape, extra);
}

/** Each bit of `places` stands for an attribute. */
function inOrder({ attributes }: Shape, texts: readonly string[], places: number): string[] {
  const ordered: string[] = [];
  let length = 0;
  for (let rest = places; rest !== 0; rest &= rest - 1) {
    const place = 31 - Math.clz32(rest & -rest);
    ordered[length++] = attributes[place]?.before ?? "";
    ordered[length++] = texts[place] ?? "";
  }
  return ordered;
}

/** Sets attributes by their names in the document. */
function setExtra(tree: Tree, shape: Shape | undefined, extra: unknown): void {
  if (extra === undefined || extra === null) {
    return;
  }
  const attributes = named(EXTRA, extra, "a plain object with attributes by their names");
  for (const name of Object.keys(attributes)) {
    const value = attributes[name];
    if (value !== undefined && value !== null) {
      tree.set(plainText(EXTRA, name), textByName(shape, name, value));
    }
  }
}

/** Returns an object that has values by names. */
function named(parameter: string, value: unknown, wanted: string): Readonly<Record<string, unknown>> {
  if (!isPlain(value)) {
    throw invalid(parameter, `${shown(value)} is given; ${wanted} is allowed`);
  }
  return value;
}

function unknown(shape: Shape, option: string): Error {
  const known = [...shape.attributes.map((attribute) => attribute.option), EXTRA];
  const near = nearest(option, known);
  const hint = near === undefined ? `it has ${known.join(", ")}` : `did you mean \`${near}\`?`;
  const problem = `<${shape.tag}> has no such option; ${hint}`;
  return invalid(cut(option, NAME_MAX), problem, { element: shape.tag });
}
