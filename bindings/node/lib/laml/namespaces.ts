import type { Tree } from "./tree.js";

/** The attribute that declares what names without a prefix belong to. */
export const XMLNS = "xmlns";
const XML = "http://www.w3.org/XML/1998/namespace";
const XMLNS_NAME = "http://www.w3.org/2000/xmlns/";
/** How many declarations may be in force in one place. */
const DECLARATIONS_MAX = 64;

interface Declaration {
  readonly depth: number;
  readonly prefix: string;
  readonly name: string;
}

/** Is told the name of the attribute, if it is one, and what is wrong. */
export type Refuse = (attribute: string | undefined, problem: string) => never;

/** The declarations that are in force. To LaML prefixes are nothing, but XML readers refuse undeclared ones. */
export class Scope {
  readonly #declarations: Declaration[] = [];

  /** Takes the declarations of an element in, and checks the prefixes in it. `depth` is that of the element. */
  enter(element: Tree, depth: number, refuse: Refuse): void {
    const attributes = element.pairs();
    for (const [attribute, value] of attributes) {
      this.#declare(attribute, value, depth, refuse);
    }
    const colon = element.name.indexOf(":");
    if (colon >= 0) {
      this.#resolve(element.name.slice(0, colon), undefined, refuse);
    }
    this.#checkAttributes(attributes, refuse);
  }

  /** Forgets what the elements from that depth on declared. */
  leave(depth: number): void {
    for (let last = this.#declarations.at(-1); last !== undefined && last.depth >= depth; ) {
      this.#declarations.pop();
      last = this.#declarations.at(-1);
    }
  }

  #declare(attribute: string, name: string, depth: number, refuse: Refuse): void {
    if (attribute !== XMLNS && !attribute.startsWith("xmlns:")) {
      return;
    }
    const prefix = attribute.slice(XMLNS.length + 1);
    if (isWrong(prefix, name)) {
      refuse(attribute, `the prefix \`${prefix}\` cannot stand for \`${name}\``);
    }
    if (this.#declarations.length >= DECLARATIONS_MAX) {
      refuse(attribute, `more than ${DECLARATIONS_MAX} prefixes are declared`);
    }
    this.#declarations.push({ depth, prefix, name });
  }

  #resolve(prefix: string, attribute: string | undefined, refuse: Refuse): string {
    for (let at = this.#declarations.length - 1; at >= 0; at--) {
      const declaration = this.#declarations[at];
      if (declaration?.prefix === prefix) {
        return declaration.name;
      }
    }
    return prefix === "xml" ? XML : refuse(attribute, `the prefix \`${prefix}\` is not declared`);
  }

  /** Two prefixes may stand for the same, and then hide that an attribute appears twice. */
  #checkAttributes(attributes: readonly [name: string, value: string][], refuse: Refuse): void {
    const seen = new Set<string>();
    for (const [attribute] of attributes) {
      const colon = attribute.indexOf(":");
      const prefix = attribute.slice(0, colon);
      if (colon < 0 || prefix === XMLNS) {
        continue;
      }
      // What has a local name has no line feed in it.
      const name = `${attribute.slice(colon + 1)}\n${this.#resolve(prefix, attribute, refuse)}`;
      if (seen.has(name)) {
        refuse(attribute, "it appears twice, with two prefixes for one name");
      }
      seen.add(name);
    }
  }
}

function isWrong(prefix: string, name: string): boolean {
  switch (prefix) {
    case "xml":
      return name !== XML;
    case "xmlns":
      return true;
    case "":
      return name === XML || name === XMLNS_NAME;
    default:
      return name === "" || name === XML || name === XMLNS_NAME;
  }
}
