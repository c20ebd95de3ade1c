import { build, buildFree } from "./build.js";
import { type CheckSettings, checkTree } from "./check.js";
import { Comment } from "./comment.js";
import type { Finding } from "./finding.js";
import { SHAPES } from "./generated/shapes.js";
import { addRaw, type ParseLimits, parse } from "./parse.js";
import { invalid } from "./problems.js";
import { flag, settingsOf } from "./settings.js";
import { type ElementClass, Shape, shapeIn, shapeOfClass } from "./shape.js";
import { shown } from "./shown.js";
import { TREE, Tree } from "./tree.js";
import { type Attributes, isUrl, plainText, type Text, textByName, textOrUrl, type Value } from "./values.js";
import { write } from "./writer.js";

/** Fills a new element. */
export type Fill<Made> = (element: Made) => void;

/** How a document is written. */
export interface WriteOptions {
  /**
   * Whether each element stands on a line of its own, indented by two blanks a level. White space is added only
   * where it means nothing: an element that holds text or SSML (elements whose names begin with a small letter), or
   * says `xml:space="preserve"`, keeps its whole content as it is. By default `false`.
   */
  readonly pretty?: boolean | undefined;
}

/**
 * An element of a LaML document, of any name.
 *
 * Names and characters are checked when it is written. Iterating over it yields the elements that stand directly
 * inside. It shows neither values nor texts where it is inspected, since some of them are secret. `toEqual` of test
 * frameworks and Node's `deepStrictEqual` compare content.
 */
export class Element implements Iterable<Element> {
  /** @internal */
  declare readonly [TREE]: Tree;

  /** Makes one that stands alone. `extra` has its attributes by their names in the document. */
  constructor(name: string, text?: Text | null, extra?: Attributes | null);
  /** @internal */
  constructor(what: Shape | Tree, first?: unknown, second?: unknown);
  constructor(what: unknown, first?: unknown, second?: unknown) {
    const tree = treeFor(what, first, second);
    this[TREE] = tree;
    tree.handle ??= this;
  }

  /**
   * Reads a document whose root is this element. Neither the elements in it nor their attributes are checked.
   *
   * A document that cannot be read is a `LamlError` with line and column. It needs the native module.
   */
  static parse<Made extends Element>(
    this: ElementClass<Made>,
    document: string | Uint8Array,
    limits: ParseLimits | null = null,
  ): Made {
    // biome-ignore lint/complexity/noThisInStatic: a class of the user is what is made
    return made(this, parse(document, limits, shapeOfClass(this)));
  }

  /** The name, with its prefix if it has one. */
  get name(): string {
    return this[TREE].name;
  }

  /** The attributes by their names in the document, in their order: a copy. */
  get attributes(): Record<string, string> {
    return Object.fromEntries(this[TREE].pairs());
  }

  /** What stands directly inside, in its order: a copy. */
  get children(): readonly (Element | Comment | string)[] {
    return this[TREE].children.map((child) => (child instanceof Tree ? handle(child) : child));
  }

  /** The text that stands directly inside, without that of elements and comments. */
  get ownText(): string {
    return this[TREE].children.filter((child) => typeof child === "string").join("");
  }

  /**
   * Adds an element, text or a comment after what is there, and returns this element. An element that stands in a
   * document already is copied.
   */
  append(child: Element | Comment | Text): this {
    if (child instanceof Element) {
      this[TREE].append(child[TREE]);
    } else if (child instanceof Comment) {
      this[TREE].addComment(child);
    } else if (typeof child === "string" || isUrl(child)) {
      this[TREE].addText(textOrUrl("child", child));
    } else {
      throw invalid("child", `${shown(child)} is given; an element, a comment or text is allowed`);
    }
    return this;
  }

  /** Adds an element of any name after what is there, and returns it. */
  addChild(name: string, text?: Text | null, extra?: Attributes | null): Element {
    const shape = shapeIn(SHAPES, this[TREE].shape, name);
    const child = buildFree(shape, name, text, extra);
    this[TREE].add(child);
    return handle(child);
  }

  /** Adds text after what is there, and returns this element. Text that follows text continues it. */
  text(text: Text): this {
    this[TREE].addText(textOrUrl("text", text));
    return this;
  }

  /** Adds a comment after what is there, and returns this element. */
  comment(text: string): this {
    this[TREE].addComment(new Comment(text));
    return this;
  }

  /** Adds text and elements that are written as XML already, and returns this element. It needs the native module. */
  raw(xml: string): this {
    addRaw(this[TREE], xml);
    return this;
  }

  /** Returns the value of an attribute by its name in the document. */
  get(name: string): string | undefined {
    return this[TREE].get(name);
  }

  /** Sets an attribute by its name in the document, and returns this element. One that is there keeps its place. */
  set(name: string, value: Value | Iterable<string | number>): this {
    this[TREE].set(plainText("name", name), textByName(this[TREE].shape, name, value));
    return this;
  }

  /** Removes an attribute by its name in the document, and says whether it was there. */
  unset(name: string): boolean {
    return this[TREE].unset(name);
  }

  /** Returns the first element of that class, or of that name, that stands directly inside. */
  find<Found extends Element>(what: ElementClass<Found>): Found | undefined;
  find(what: string): Element | undefined;
  find(what: string | ElementClass): Element | undefined {
    const shape = typeof what === "function" ? shapeOfClass(what) : undefined;
    const name = shape?.tag ?? plainText("what", what);
    const found = this[TREE].elements().find((child) => child.name === name);
    if (found === undefined || typeof what === "string") {
      return found && handle(found);
    }
    found.shape ??= shape;
    const known = handle(found);
    return known instanceof what ? known : made(what, found);
  }

  /** Iterates over the elements that stand directly inside. */
  *[Symbol.iterator](): Iterator<Element> {
    yield* this[TREE].elements().map(handle);
  }

  /** Whether both have the same name, attributes (in their order) and content. */
  equals(other: unknown): boolean {
    return other instanceof Element && this[TREE].equals(other[TREE]);
  }

  /** Returns a copy with all that it holds, which stands alone. */
  clone(): this {
    return made(this.constructor as ElementClass<this>, this[TREE].copy());
  }

  /**
   * Writes the document of which this element is the root.
   *
   * Text and attributes are escaped. A name that is not an XML name, a prefix that is not declared, a character
   * that XML forbids in any form (such as U+0000), and a comment that holds `--` or ends with `-` are a `LamlError`,
   * which names element and attribute.
   */
  toXml(options?: WriteOptions | null): string {
    return write(this[TREE], flag("pretty", settingsOf("options", options, ["pretty"]).pretty));
  }

  /** Writes the document without white space of its own. See {@link toXml}. */
  toString(): string {
    return write(this[TREE], false);
  }

  /** The document as text, for `JSON.stringify`. */
  toJSON(): string {
    return write(this[TREE], false);
  }

  /** Tells what is wrong with the document of which this element is the root. It needs the native module. */
  check(settings?: CheckSettings | null): Finding[] {
    return checkTree(this[TREE], settings);
  }

  /** What Node shows: no values and no texts, since some of them are secret. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    const { name, attributes, children } = this[TREE];
    const own = this.constructor.name;
    const counts = [
      own === name ? "" : ` <${name}>`,
      attributes.length === 0 ? "" : ` attributes=${attributes.length / 2}`,
      children.length === 0 ? "" : ` children=${children.length}`,
    ];
    return `<laml.${own}${counts.join("")}>`;
  }
}

function treeFor(what: unknown, first: unknown, second: unknown): Tree {
  if (what instanceof Shape) {
    return build(what, first, second);
  }
  return what instanceof Tree ? what : buildFree(undefined, what, first, second);
}

/** Returns what was given before the callback that fills an element. */
export function given<Value>(value: Value): Exclude<Value, Fill<never>> | undefined {
  return typeof value === "function" ? undefined : (value as Exclude<Value, Fill<never>>);
}

/** Returns the callback that fills an element: it comes last, and may stand for arguments that are not needed. */
export function filling(first: unknown, second: unknown, fill: unknown): unknown {
  if (typeof first !== "function" && typeof second !== "function") {
    return fill;
  }
  const isLast = fill === undefined && (typeof first !== "function" || second === undefined);
  if (!isLast) {
    throw invalid("fill", "a function is given before another argument; it comes last");
  }
  return second ?? first;
}

/** Adds an element that was just made to another one, and has it filled. */
export function add<Made extends Element>(parent: Element, child: Made, fill: unknown): Made {
  if (fill === undefined || fill === null) {
    parent[TREE].add(child[TREE]);
    return child;
  }
  if (typeof fill !== "function") {
    throw invalid("fill", `${shown(fill)} is given; a function is allowed`);
  }
  parent[TREE].add(child[TREE]);
  const returned: unknown = fill(child);
  if (returned instanceof Promise) {
    throw invalid("fill", "it returns a promise; an element has to be filled before it returns");
  }
  return child;
}

/** Returns the object for an element, of the class that it has where it stands. */
function handle(tree: Tree): Element {
  if (tree.handle !== undefined) {
    return tree.handle;
  }
  tree.shape ??= shapeIn(SHAPES, tree.parent?.shape, tree.name);
  return made(tree.shape?.kind ?? Element, tree);
}

/** Makes an object of a class, which may be one of the user's, without its constructor. */
function made<Made extends Element>(kind: ElementClass<Made>, tree: Tree): Made {
  return Reflect.construct(Element, [tree], kind) as Made;
}
