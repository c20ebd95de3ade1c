import { cut } from "./problems.js";

const SHOWN_MAX = 80;
const ITEMS_MAX = 20;

/** Returns what an error shows of a value that is not allowed. */
export function shown(value: unknown): string {
  if (!Array.isArray(value)) {
    return cut(one(value), SHOWN_MAX);
  }
  return cut(`[${value.slice(0, ITEMS_MAX).map(one).join(", ")}]`, SHOWN_MAX);
}

function one(value: unknown): string {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value.slice(0, 2 * SHOWN_MAX));
    case "bigint":
      return `${value}n`;
    case "function":
    case "symbol":
      return `a ${typeof value}`;
    case "object":
      return value === null ? "null" : kindOf(value);
    default:
      return String(value);
  }
}

/** Without what it holds. */
function kindOf(value: object): string {
  const name: unknown = value.constructor?.name;
  return typeof name !== "string" || name === "" || name === "Object"
    ? "an object"
    : `an object of the class ${name}`;
}
