import type { Channel } from "./check.js";
import type { Element } from "./element.js";
import { before } from "./tree.js";

/**
 * What the value of an attribute is. Text is taken as it is by all of them: it may be a placeholder that is filled
 * in later, or a word that a service has learnt since. The checker reports what it does not know.
 */
export type ValueKind = "text" | "flag" | "integer" | "decimal" | "texts" | "integers";

/** What the specification says of an attribute. */
export interface AttributeRule {
  /** What is written. */
  readonly name: string;
  /** The name that it has among the options, where that is another one. */
  readonly option?: string;
  /** What its value is, where it is not text. */
  readonly kind?: ValueKind;
  /** Whether true and false are values, too, where it is no flag. */
  readonly takesFlag?: boolean;
  /** What stands between the items of a list. */
  readonly separator?: string;
  /** Whether the element cannot do without it. */
  readonly isRequired?: boolean;
}

/** What the specification says of an element. */
export interface ElementRule {
  /** What is written. */
  readonly tag: string;
  /** The kind of document that it is the root of. */
  readonly root?: Channel;
  /** Whether it takes text, or needs some. */
  readonly text?: "optional" | "required";
  /** Its attributes in the order in which they are written: those that it needs come first. */
  readonly attributes: readonly AttributeRule[];
  /** The elements that may stand inside, by their places among all. */
  readonly children: readonly number[];
}

/** One attribute of an element. */
export class AttributeShape {
  readonly name: string;
  /** What is written before its value. */
  readonly before: string;
  readonly option: string;
  readonly kind: ValueKind;
  readonly takesFlag: boolean;
  readonly separator: string;
  /** Its place in the order in which attributes are written. */
  readonly place: number;

  constructor(rule: AttributeRule, place: number) {
    this.name = rule.name;
    this.before = before(rule.name);
    this.option = rule.option ?? rule.name;
    this.kind = rule.kind ?? "text";
    this.takesFlag = rule.takesFlag ?? false;
    this.separator = rule.separator ?? "";
    this.place = place;
  }
}

/** A class of elements. */
export type ElementClass<Made extends Element = Element> = abstract new (...args: never[]) => Made;

/** One element of the specification. Several may share a tag: its meaning depends on where it stands. */
export class Shape {
  readonly tag: string;
  /** How its tags begin: `<Say`. */
  readonly begin: string;
  /** The tag that ends it: `</Say>`. */
  readonly end: string;
  readonly root: Channel | undefined;
  readonly takesText: boolean;
  readonly needsText: boolean;
  readonly children: readonly number[];
  /** Its attributes in the order in which they are written. There are fewer than 32. */
  readonly attributes: readonly AttributeShape[];
  /** Its attributes by the names of the options, and by those in the document, as twilio-node takes them. */
  readonly options: ReadonlyMap<string, AttributeShape>;
  /** Its class, once that is defined. */
  kind: ElementClass | undefined = undefined;
  /** The options that it cannot do without. */
  readonly required: readonly string[];

  constructor(rule: ElementRule) {
    this.tag = rule.tag;
    this.begin = `<${rule.tag}`;
    this.end = `</${rule.tag}>`;
    this.root = rule.root;
    this.takesText = rule.text !== undefined;
    this.needsText = rule.text === "required";
    this.children = rule.children;
    this.attributes = rule.attributes.map((attribute, place) => new AttributeShape(attribute, place));
    this.options = new Map(
      this.attributes.flatMap((attribute) => [
        [attribute.option, attribute],
        [attribute.name, attribute],
      ]),
    );
    this.required = this.attributes
      .filter((_, at) => rule.attributes[at]?.isRequired)
      .map(({ option }) => option);
  }

  /** Returns the attribute with that name in the document. */
  attribute(name: string): AttributeShape | undefined {
    return this.attributes.find((attribute) => attribute.name === name);
  }
}

const CLASSES = new Map<unknown, Shape>();

/** Says which class an element of the specification has. */
export function register(shape: Shape, kind: ElementClass): void {
  CLASSES.set(kind, shape);
  shape.kind = kind;
}

/** Returns what the specification says of a class, which may be one of the user's, unless it is for any element. */
export function shapeOfClass(kind: ElementClass): Shape | undefined {
  for (let known: unknown = kind; typeof known === "function"; known = Object.getPrototypeOf(known)) {
    const shape = CLASSES.get(known);
    if (shape !== undefined) {
      return shape;
    }
  }
  return undefined;
}

/**
 * Returns what an element with this tag is inside another. Where it may not stand there, it is the first element of
 * the specification with the tag.
 */
export function shapeIn(all: readonly Shape[], parent: Shape | undefined, tag: string): Shape | undefined {
  const known = parent?.children.map((place) => all[place]).find((shape) => shape?.tag === tag);
  return known ?? all.find((shape) => shape.tag === tag);
}
