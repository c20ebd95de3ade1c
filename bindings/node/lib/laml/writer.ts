import { escapeText, escapeValue, forbiddenIn, isForbidden, nameKind } from "./characters.js";
import { Comment } from "./comment.js";
import { Scope, XMLNS } from "./namespaces.js";
import { unwritable } from "./problems.js";
import { before, type Child, Tree } from "./tree.js";

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>';
const INDENTATION = "  ";

/** An element whose end is still to come. They are a list rather than calls: a tree may be deeper than the stack. */
interface Open {
  readonly tree: Tree;
  /** The tag that ends it. */
  readonly end: string;
  readonly outer: Open | undefined;
  readonly depth: number;
  /** Whether each child stands on a line of its own. */
  readonly lines: boolean;
  /** The place of the child that comes next. */
  next: number;
}

/**
 * Writes the document of which an element is the root: without white space of its own, or with one element a line.
 *
 * Text and attributes are escaped. A name that is not an XML name, a prefix that is not declared, a character that
 * XML forbids in any form, and a comment that holds `--` or ends with `-` are errors that name element and attribute.
 */
export function write(root: Tree, pretty: boolean): string {
  const scope = new Scope();
  let document = (pretty ? `${DECLARATION}\n` : DECLARATION) + start(root, 0, scope);
  let open = root.children.length === 0 ? undefined : opened(root, undefined, pretty);
  while (open !== undefined) {
    const child: Child | undefined = open.tree.children[open.next++];
    if (child === undefined) {
      if (open.lines) {
        document += line(open.depth);
      }
      document += open.end;
      scope.leave(open.depth);
      open = open.outer;
      continue;
    }
    if (open.lines) {
      document += line(open.depth + 1);
    }
    if (child instanceof Tree) {
      document += start(child, open.depth + 1, scope);
      open = child.children.length === 0 ? open : opened(child, open, open.lines);
    } else {
      document += typeof child === "string" ? text(child, open.tree) : comment(child, open.tree);
    }
  }
  return pretty ? `${document}\n` : document;
}

function opened(tree: Tree, outer: Open | undefined, lines: boolean): Open {
  const depth = outer === undefined ? 0 : outer.depth + 1;
  const end = tree.isKnown && tree.shape !== undefined ? tree.shape.end : `</${tree.name}>`;
  return { tree, end, outer, depth, lines: lines && standsOnLines(tree), next: 0 };
}

/** Returns the tag that begins an element, and ends it if nothing stands in it. */
function start(tree: Tree, depth: number, scope: Scope): string {
  const { shape, attributes } = tree;
  if (shape === undefined || !tree.isKnown) {
    return checkedStart(tree, depth, scope);
  }
  let tag = shape.begin;
  for (let at = 0; at < attributes.length; at += 2) {
    // Not in a template, which would convert to text what is text.
    tag += attributes[at];
    tag += value(attributes[at + 1] ?? "", tree, at);
    tag += '"';
  }
  return tag + (tree.children.length > 0 ? ">" : "/>");
}

/** The same for an element that may have any names. */
function checkedStart(tree: Tree, depth: number, scope: Scope): string {
  let tag = `<${tree.name}`;
  let prefixed = isPrefixed(tree, undefined, tree.name);
  for (const [at, [name, text]] of tree.pairs().entries()) {
    prefixed = isPrefixed(tree, name, name) || name === XMLNS || prefixed;
    tag += `${before(name)}${value(text, tree, 2 * at)}"`;
  }
  if (prefixed) {
    scope.enter(tree, depth, (attribute, problem) => refuse(tree, attribute, problem));
  }
  if (tree.children.length > 0) {
    return `${tag}>`;
  }
  scope.leave(depth);
  return `${tag}/>`;
}

/** Says whether a name has a prefix, and refuses what is not a name. */
function isPrefixed(tree: Tree, attribute: string | undefined, name: string): boolean {
  const kind = nameKind(name);
  return kind === "none" ? refuse(tree, attribute, "the name is not an XML name") : kind === "prefixed";
}

function value(value: string, tree: Tree, at: number): string {
  return escapeValue(value) ?? refuse(tree, tree.pairs()[at >> 1]?.[0], `it holds ${forbiddenIn(value)}`);
}

function text(text: string, parent: Tree): string {
  return escapeText(text) ?? refuse(parent, undefined, `its text holds ${forbiddenIn(text)}`);
}

function comment({ text }: Comment, parent: Tree): string {
  if (text.includes("--") || text.endsWith("-")) {
    refuse(parent, undefined, "a comment may not hold `--`, nor end with `-`");
  }
  if (isForbidden(text)) {
    refuse(parent, undefined, `a comment holds ${forbiddenIn(text)}`);
  }
  return `<!--${text}-->`;
}

function line(depth: number): string {
  return `\n${INDENTATION.repeat(depth)}`;
}

/** Whether white space between the children means nothing. */
function standsOnLines(tree: Tree): boolean {
  const hasElement = tree.children.some((child) => child instanceof Tree);
  return hasElement && tree.children.every(isPlain) && tree.get("xml:space") !== "preserve";
}

function isPlain(child: Child): boolean {
  return child instanceof Comment || (child instanceof Tree && /^\P{Lowercase}/u.test(child.name));
}

function refuse(tree: Tree, attribute: string | undefined, problem: string): never {
  throw unwritable(tree.name, attribute, problem);
}
