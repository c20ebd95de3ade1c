import { Comment } from "./comment.js";
import type { Element } from "./element.js";
import { invalid } from "./problems.js";
import type { Shape } from "./shape.js";

/** What stands in an element. Two texts never stand side by side, and no text is empty. */
export type Child = Tree | Comment | string;

/**
 * Where an {@link Element} has its tree. It is a text rather than a private name or a symbol: what compares elements
 * in tests, such as `toEqual`, sees nothing else of them.
 */
export const TREE = "_content";

/** What most elements have none of. Nothing is ever put into it. */
export const NONE: never[] = [];

/**
 * An element as it is: an {@link Element} is how users get at it.
 *
 * What makes two elements equal is visible, for those who compare what is visible, and nothing else is. Fields are
 * declared rather than defined, since V8 makes such objects faster.
 */
export class Tree {
  declare readonly name: string;
  /** What is written before each value, such as ` action="`, and the value, in turn. */
  declare attributes: string[];
  /** What stands in it. */
  declare children: Child[];
  #shape: Shape | undefined;
  #isKnown: boolean;
  #parent: Tree | undefined = undefined;
  #handle: Element | undefined = undefined;

  constructor(name: string, shape: Shape | undefined, attributes: string[], isKnown: boolean) {
    this.name = name;
    this.attributes = attributes;
    this.children = NONE;
    this.#shape = shape;
    this.#isKnown = isKnown;
  }

  /** What the specification says of it, where that is known. */
  get shape(): Shape | undefined {
    return this.#shape;
  }

  set shape(shape: Shape | undefined) {
    this.#shape = shape;
  }

  /** Whether name and attributes are those of the specification, so that there is nothing wrong with the names. */
  get isKnown(): boolean {
    return this.#isKnown;
  }

  /** The element that it stands in. */
  get parent(): Tree | undefined {
    return this.#parent;
  }

  /** The object that users have, once one was asked for. */
  get handle(): Element | undefined {
    return this.#handle;
  }

  set handle(handle: Element) {
    this.#handle = handle;
  }

  /** Returns names and values of the attributes, in their order. */
  pairs(): [name: string, value: string][] {
    const pairs: [string, string][] = [];
    for (let at = 0; at < this.attributes.length; at += 2) {
      pairs.push([this.attributes[at]?.slice(1, -2) ?? "", this.attributes[at + 1] ?? ""]);
    }
    return pairs;
  }

  /** Returns the value of an attribute. Case matters. */
  get(name: string): string | undefined {
    const at = place(this.attributes, name);
    return at < 0 ? undefined : this.attributes[at + 1];
  }

  /** Sets an attribute. One that is there keeps its place. */
  set(name: string, value: string): void {
    const at = place(this.attributes, name);
    if (at >= 0) {
      this.attributes[at + 1] = value;
      return;
    }
    this.#isKnown = false;
    if (this.attributes === NONE) {
      this.attributes = [before(name), value];
    } else {
      this.attributes.push(before(name), value);
    }
  }

  /** Removes an attribute, and says whether it was there. */
  unset(name: string): boolean {
    const at = place(this.attributes, name);
    return at >= 0 && this.attributes.splice(at, 2).length > 0;
  }

  /** Adds text. Text that follows text continues it; empty text is left out. */
  addText(text: string): void {
    if (text === "") {
      return;
    }
    const last = this.children.length - 1;
    const before = last < 0 ? undefined : this.children[last];
    if (typeof before === "string") {
      this.children[last] = before + text;
    } else {
      push(this, text);
    }
  }

  /** Adds a comment. XML reads every line end as a line feed, and has no way to write another one there. */
  addComment(comment: Comment): void {
    const { text } = comment;
    push(this, text.includes("\r") ? new Comment(text.replace(/\r\n?/g, "\n")) : comment);
  }

  /** Adds an element that stands nowhere else. */
  add(child: Tree): void {
    child.#parent = this;
    push(this, child);
  }

  /** Adds an element, or a copy of it where it stands in a tree already. */
  append(child: Tree): void {
    if (child.holds(this)) {
      throw invalid("child", "an element cannot stand inside itself");
    }
    this.add(child.parent === undefined ? child : child.copy());
  }

  /** Whether it is another element, or that stands somewhere inside. */
  holds(other: Tree): boolean {
    if (this.children.length === 0) {
      return this === other;
    }
    let around: Tree | undefined = other;
    while (around !== undefined && around !== this) {
      around = around.parent;
    }
    return around === this;
  }

  /** Returns the elements that stand directly inside. */
  elements(): Tree[] {
    return this.children.filter((child) => child instanceof Tree);
  }

  /** Returns a copy with all that it holds, which stands alone. It may be deeper than the stack. */
  copy(): Tree {
    const root = withoutChildren(this);
    const rest: [Tree, Tree][] = [[this, root]];
    for (let pair = rest.pop(); pair !== undefined; pair = rest.pop()) {
      const [from, to] = pair;
      for (const child of from.children) {
        if (!(child instanceof Tree)) {
          push(to, child);
          continue;
        }
        const copy = withoutChildren(child);
        to.add(copy);
        rest.push([child, copy]);
      }
    }
    return root;
  }

  /** Whether names, attributes (in their order) and content are the same. */
  equals(other: Tree): boolean {
    const rest: [Tree, Tree][] = [[this, other]];
    for (let pair = rest.pop(); pair !== undefined; pair = rest.pop()) {
      const [one, two] = pair;
      const isSame = one.name === two.name && one.children.length === two.children.length;
      if (!isSame || !sameTexts(one.attributes, two.attributes) || !sameChildren(one, two, rest)) {
        return false;
      }
    }
    return true;
  }
}

/** Returns what is written before the value of an attribute. */
export function before(name: string): string {
  return ` ${name}="`;
}

function place(attributes: readonly string[], name: string): number {
  const wanted = before(name);
  for (let at = 0; at < attributes.length; at += 2) {
    if (attributes[at] === wanted) {
      return at;
    }
  }
  return -1;
}

function push(tree: Tree, child: Child): void {
  if (tree.children === NONE) {
    tree.children = [child];
  } else {
    tree.children.push(child);
  }
}

function withoutChildren({ name, shape, attributes, isKnown }: Tree): Tree {
  return new Tree(name, shape, attributes.length === 0 ? NONE : attributes.slice(), isKnown);
}

function sameTexts(one: readonly string[], two: readonly string[]): boolean {
  return one.length === two.length && one.every((text, at) => text === two[at]);
}

/** Compares what is no element, and puts off what is one. */
function sameChildren(one: Tree, two: Tree, rest: [Tree, Tree][]): boolean {
  return one.children.every((child, at) => {
    const other = two.children[at];
    if (child instanceof Tree && other instanceof Tree) {
      rest.push([child, other]);
      return true;
    }
    return child instanceof Comment && other instanceof Comment ? child.text === other.text : child === other;
  });
}
