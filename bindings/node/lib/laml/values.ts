import type { InvalidArgumentError } from "../generated/errors.js";
import { isWellFormed } from "./characters.js";
import { invalid } from "./problems.js";
import type { AttributeShape, Shape } from "./shape.js";
import { shown } from "./shown.js";

/** A `URL`, wherever it comes from. Its text is what is written. */
export interface UrlObject {
  readonly href: string;
  readonly searchParams: object;
}

/** What may be given as text. */
export type Text = string | UrlObject;

/** What an attribute may be set to by its name in the document. */
export type Value = Text | number | bigint | boolean;

/** Attributes by their names in the document. One that is `undefined` or `null` is left out. */
export type Attributes = Readonly<Record<string, Value | null | undefined>>;

/** One value, or several. */
export type List<Item> = Item | Iterable<Item>;

/** Most numbers have one digit, and need not be written anew. */
const DIGITS = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
const INTEGER_MAX = 4294967295;
/** A decimal number has at most so many digits before the point, and after it. */
const DIGITS_MAX = 28;

/** Returns text that stands in an element, or names something. */
export function plainText(parameter: string, value: unknown): string {
  if (typeof value !== "string" || !isWellFormed(value)) {
    throw invalid(parameter, `${shown(value)} is given; text is allowed`);
  }
  return value;
}

/** Returns text that stands in an element. */
export function textOrUrl(parameter: string, value: unknown): string {
  return urlText(value) ?? plainText(parameter, value);
}

/** Whether it is an object that was written as a literal, or could have been, in whatever realm. */
export function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) {
    return false;
  }
  const above: unknown = Object.getPrototypeOf(value);
  return above === null || above === Object.prototype || Object.getPrototypeOf(above) === null;
}

/** Whether it is a `URL`, in whatever realm. */
export function isUrl(value: unknown): value is UrlObject {
  return !isPlain(value) && Object.prototype.toString.call(value) === "[object URL]";
}

function urlText(value: unknown): string | undefined {
  return typeof value === "object" && isUrl(value) ? String(value.href) : undefined;
}

/** Returns what is written for the value of an attribute that the specification has. */
export function attributeText(shape: Shape, attribute: AttributeShape, value: unknown): string {
  const text = known(attribute, value);
  if (text === undefined) {
    throw refused(shape, attribute, value);
  }
  return text;
}

/** Returns what is written for the value of an attribute by its name in the document. */
export function textByName(shape: Shape | undefined, name: string, value: unknown): string {
  const attribute = shape?.attribute(name);
  if (shape !== undefined && attribute !== undefined) {
    return attributeText(shape, attribute, value);
  }
  const text = free(value);
  if (text === undefined) {
    throw invalid(name, `${shown(value)} is given; text, true, false or a number is allowed`);
  }
  return text;
}

function refused(shape: Shape, attribute: AttributeShape, value: unknown): InvalidArgumentError {
  const problem = `${shown(value)} is given; ${allowed(attribute)} is allowed`;
  return invalid(attribute.option, problem, { element: shape.tag, attribute: attribute.name });
}

function allowed({ kind, takesFlag }: AttributeShape): string {
  switch (kind) {
    case "text":
      return takesFlag ? "text, true or false" : "text";
    case "flag":
      return "true or false";
    case "integer":
      return `a whole number from 0 to ${INTEGER_MAX}`;
    case "decimal":
      return "a decimal number";
    case "texts":
      return "a text, or several";
    case "integers":
      return `a whole number from 0 to ${INTEGER_MAX}, or several`;
  }
}

function known(attribute: AttributeShape, value: unknown): string | undefined {
  const { kind } = attribute;
  switch (typeof value) {
    case "string":
      return isWellFormed(value) ? value : undefined;
    case "boolean":
      return kind === "flag" || attribute.takesFlag ? String(value) : undefined;
    case "number":
    case "bigint":
      return kind === "decimal" ? decimal(value) : kind.startsWith("integer") ? integer(value) : undefined;
    case "object":
      return urlText(value) ?? (kind === "texts" || kind === "integers" ? list(attribute, value) : undefined);
    default:
      return undefined;
  }
}

function free(value: unknown): string | undefined {
  switch (typeof value) {
    case "string":
      return isWellFormed(value) ? value : undefined;
    case "boolean":
      return String(value);
    case "number":
    case "bigint":
      return decimal(value);
    default:
      return urlText(value);
  }
}

function integer(value: number | bigint): string | undefined {
  const digit = typeof value === "number" && value >= 0 && value < 10 ? DIGITS[value] : undefined;
  if (digit !== undefined) {
    return digit;
  }
  const isWhole = typeof value === "bigint" || Number.isInteger(value);
  return isWhole && value >= 0 && value <= INTEGER_MAX ? String(value) : undefined;
}

/** Without an exponent, which LaML does not know. */
function decimal(value: number | bigint): string | undefined {
  const text = String(value);
  const [, sign, whole, fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([-+]\d+))?$/.exec(text) ?? [];
  if (sign === undefined || whole === undefined || Math.abs(Number(exponent)) > DIGITS_MAX) {
    return undefined;
  }
  const point = whole.length + Number(exponent);
  const digits = (whole + fraction).padEnd(point, "0");
  const before = digits.slice(0, Math.max(point, 0)) || "0";
  const after = "0".repeat(Math.max(-point, 0)) + digits.slice(Math.max(point, 0));
  const isShort = before.length <= DIGITS_MAX && after.length <= DIGITS_MAX;
  return isShort ? `${sign}${before}${after === "" ? "" : `.${after}`}` : undefined;
}

function list(attribute: AttributeShape, value: object | null): string | undefined {
  if (value === null || !(Symbol.iterator in value) || ArrayBuffer.isView(value)) {
    return undefined;
  }
  const texts: string[] = [];
  for (const item of value as Iterable<unknown>) {
    const text = itemText(attribute, item);
    if (text === undefined) {
      return undefined;
    }
    texts.push(text);
  }
  return texts.join(attribute.separator);
}

function itemText({ kind }: AttributeShape, item: unknown): string | undefined {
  if (typeof item === "string") {
    return isWellFormed(item) ? item : undefined;
  }
  const isNumber = typeof item === "number" || typeof item === "bigint";
  return isNumber && kind === "integers" ? integer(item) : urlText(item);
}
