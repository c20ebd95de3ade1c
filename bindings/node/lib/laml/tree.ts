import { Comment } from "./comment.js";
import type { Element } from "./element.js";
import { invalid } from "./problems.js";
import type { Shape } from "./shape.js";

/** What stands in an element. Two texts never stand side by side, and no text is empty. */
export type Child = Tree | Comment | string;

/** An element as it is: an {@link Element} is how users get at it. */
export class Tree {
  readonly name: string;
  /** What the specification says of it, where that is known. */
  shape: Shape | undefined;
  /** Names and values in turn, as they are written. */
  readonly attributes: string[];
  readonly children: Child[] = [];
  /** The element that it stands in. */
  parent: Tree | undefined = undefined;
  /** The object that users have, once one was asked for. */
  handle: Element | undefined = undefined;

  constructor(name: string, shape: Shape | undefined, attributes: string[] = []) {
    this.name = name;
    this.shape = shape;
    this.attributes = attributes;
  }

  /** Returns the value of an attribute. Case matters. */
  get(name: string): string | undefined {
    const at = this.#place(name);
    return at < 0 ? undefined : this.attributes[at + 1];
  }

  /** Sets an attribute. One that is there keeps its place. */
  set(name: string, value: string): void {
    const at = this.#place(name);
    if (at < 0) {
      this.attributes.push(name, value);
    } else {
      this.attributes[at + 1] = value;
    }
  }

  /** Removes an attribute, and says whether it was there. */
  unset(name: string): boolean {
    const at = this.#place(name);
    return at >= 0 && this.attributes.splice(at, 2).length > 0;
  }

  #place(name: string): number {
    const { attributes } = this;
    for (let at = 0; at < attributes.length; at += 2) {
      if (attributes[at] === name) {
        return at;
      }
    }
    return -1;
  }

  /** Adds text. Text that follows text continues it; empty text is left out. */
  addText(text: string): void {
    const { children } = this;
    const last = children.length - 1;
    const before = children[last];
    if (typeof before === "string") {
      children[last] = before + text;
    } else if (text !== "") {
      children.push(text);
    }
  }

  /** Adds a comment. XML reads every line end as a line feed, and has no way to write another one there. */
  addComment(comment: Comment): void {
    const { text } = comment;
    this.children.push(text.includes("\r") ? new Comment(text.replace(/\r\n?/g, "\n")) : comment);
  }

  /** Adds an element that stands nowhere else. */
  add(child: Tree): void {
    child.parent = this;
    this.children.push(child);
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
    const root = this.#withoutChildren();
    const rest: [Tree, Tree][] = [[this, root]];
    for (let pair = rest.pop(); pair !== undefined; pair = rest.pop()) {
      const [from, to] = pair;
      for (const child of from.children) {
        if (!(child instanceof Tree)) {
          to.children.push(child);
          continue;
        }
        const copy = child.#withoutChildren();
        to.add(copy);
        rest.push([child, copy]);
      }
    }
    return root;
  }

  #withoutChildren(): Tree {
    return new Tree(this.name, this.shape, this.attributes.slice());
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
