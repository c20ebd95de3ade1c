import { nearest } from "./nearest.js";
import { cut, invalid, NAME_MAX } from "./problems.js";
import type { AttributeShape, Shape } from "./shape.js";
import { shown } from "./shown.js";
import { Tree } from "./tree.js";
import { attributeText, plainText, textByName } from "./values.js";

/** The option that holds attributes by their names in the document. */
const EXTRA = "extra";

/** Makes an element of the specification. Where it takes text, text and options may come in either order. */
export function build(shape: Shape, first: unknown, second: unknown): Tree {
  const tree = new Tree(shape.tag, shape);
  if (!shape.takesText) {
    setOptions(tree, shape, first);
  } else if (typeof second === "string" || (typeof first === "object" && first !== null)) {
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
  const tree = new Tree(plainText("name", name), shape);
  setExtra(tree, shape, extra);
  if (text !== undefined && text !== null) {
    tree.addText(plainText("text", text));
  }
  return tree;
}

function setText(tree: Tree, shape: Shape, text: unknown): void {
  if (text !== undefined && text !== null) {
    tree.addText(plainText("text", text));
  } else if (shape.needsText) {
    throw invalid("text", `nothing is given; <${shape.tag}> needs it`, { element: shape.tag });
  }
}

function setOptions(tree: Tree, shape: Shape, options: unknown): void {
  if (options !== undefined && options !== null) {
    setNamed(tree, shape, named("options", options, "an object with options"));
  }
  for (const option of shape.required) {
    const name = shape.options.get(option)?.name ?? option;
    if (tree.get(name) === undefined) {
      const where = { element: shape.tag, attribute: name };
      throw invalid(option, `nothing is given; <${shape.tag}> needs it`, where);
    }
  }
}

/** Sets attributes by the names of the options, in the order of the specification. */
function setNamed(tree: Tree, shape: Shape, options: Readonly<Record<string, unknown>>): void {
  const places: number[] = [];
  for (const option of Object.keys(options)) {
    const value = options[option];
    if (value === undefined || value === null) {
      continue;
    }
    const attribute = shape.options.get(option);
    if (attribute !== undefined) {
      insert(tree.attributes, places, attribute, attributeText(shape, attribute, value));
    } else if (option !== EXTRA) {
      throw unknown(shape, option);
    }
  }
  setExtra(tree, shape, options[EXTRA]);
}

/** Puts an attribute where it belongs. `places` has those of the attributes that are there. */
function insert(attributes: string[], places: number[], { name, place }: AttributeShape, text: string): void {
  const last = places[places.length - 1];
  if (last === undefined || last < place) {
    places.push(place);
    attributes.push(name, text);
    return;
  }
  const at = places.findIndex((other) => other > place);
  places.splice(at, 0, place);
  attributes.splice(2 * at, 0, name, text);
}

/** Sets attributes by their names in the document. */
function setExtra(tree: Tree, shape: Shape | undefined, extra: unknown): void {
  if (extra === undefined || extra === null) {
    return;
  }
  const attributes = named(EXTRA, extra, "an object with attributes by their names");
  for (const name of Object.keys(attributes)) {
    const value = attributes[name];
    if (value !== undefined && value !== null) {
      tree.set(plainText(EXTRA, name), textByName(shape, name, value));
    }
  }
}

/** Returns an object that has values by names. */
function named(parameter: string, value: unknown, wanted: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Symbol.iterator in value) {
    throw invalid(parameter, `${shown(value)} is given; ${wanted} is allowed`);
  }
  return value as Readonly<Record<string, unknown>>;
}

function unknown(shape: Shape, option: string): Error {
  const known = [...shape.options.keys(), EXTRA];
  const near = nearest(option, known);
  const hint = near === undefined ? `it has ${known.join(", ")}` : `did you mean \`${near}\`?`;
  const problem = `<${shape.tag}> has no such option; ${hint}`;
  return invalid(cut(option, NAME_MAX), problem, { element: shape.tag });
}
