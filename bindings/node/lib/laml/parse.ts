import { isWellFormed } from "./characters.js";
import { Comment } from "./comment.js";
import { type EngineLimits, engine, type ParsedNode, type ParsedTree } from "./engine.js";
import { invalid } from "./problems.js";
import { settingsOf } from "./settings.js";
import type { Shape } from "./shape.js";
import { shown } from "./shown.js";
import { before, NONE, Tree } from "./tree.js";
import { plainText } from "./values.js";

/** How much a document may hold that is parsed. */
export interface ParseLimits {
  /** How many bytes. By default 1,048,576. */
  readonly maxSize?: number | undefined;
  /** How many levels of elements. By default 100. */
  readonly maxDepth?: number | undefined;
  /** How many elements, attributes, texts and comments. By default 50,000. */
  readonly maxNodes?: number | undefined;
}

const LIMITS = ["maxSize", "maxDepth", "maxNodes"] as const;

/** Reads a document as an element of a shape. */
export function parse(document: unknown, limits: ParseLimits | null, shape: Shape | undefined): Tree {
  const parsed = engine().parse(documentText(document), checkedLimits(limits), shape?.tag);
  return grown(parsed, shape);
}

/** Adds what is written as XML already. */
export function addRaw(tree: Tree, xml: unknown): void {
  for (const node of engine().parseFragment(plainText("xml", xml))) {
    addNode(tree, node);
  }
}

/** Returns a document that can be handed to the engine. */
export function documentText(document: unknown): string | Uint8Array {
  const isText = typeof document === "string" && isWellFormed(document);
  if (isText || isBytes(document)) {
    return document;
  }
  throw invalid("document", `${shown(document)} is given; text or bytes are allowed`);
}

/** Bytes may come from another realm. */
function isBytes(value: unknown): value is Uint8Array {
  return Object.prototype.toString.call(value) === "[object Uint8Array]";
}

function checkedLimits(limits: ParseLimits | null): EngineLimits {
  const { maxSize, maxDepth, maxNodes } = settingsOf("limits", limits, LIMITS);
  for (const [name, limit] of Object.entries({ maxSize, maxDepth, maxNodes })) {
    if (limit !== undefined && !(Number.isSafeInteger(limit) && limit >= 0)) {
      throw invalid(name, `${shown(limit)} is given; a whole number is allowed`);
    }
  }
  return { maxSize, maxDepth, maxNodes };
}

/** It may be deeper than the stack. */
function grown(parsed: ParsedTree, shape: Shape | undefined): Tree {
  const root = bare(parsed, shape);
  const rest: [Tree, ParsedTree][] = [[root, parsed]];
  for (let pair = rest.pop(); pair !== undefined; pair = rest.pop()) {
    const [tree, [, , children]] = pair;
    for (const child of children) {
      if (isTree(child)) {
        const grown = bare(child, undefined);
        tree.add(grown);
        rest.push([grown, child]);
      } else {
        addNode(tree, child);
      }
    }
  }
  return root;
}

function bare([name, attributes]: ParsedTree, shape: Shape | undefined): Tree {
  return new Tree(
    name,
    shape,
    attributes.length === 0 ? NONE : attributes.flatMap(([name, value]) => [before(name), value]),
    false,
  );
}

function addNode(tree: Tree, node: ParsedNode): void {
  if (typeof node === "string") {
    tree.addText(node);
  } else if (isTree(node)) {
    tree.add(grown(node, undefined));
  } else {
    tree.addComment(new Comment(node.comment));
  }
}

function isTree(node: ParsedNode): node is ParsedTree {
  return Array.isArray(node);
}
