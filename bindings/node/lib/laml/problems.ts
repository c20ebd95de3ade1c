import { InvalidArgumentError, LamlError } from "../generated/errors.js";

/** How many characters of a name an error keeps: names may be without end. */
export const NAME_MAX = 100;

/** An error for a tree that cannot be written. */
export function unwritable(element: string, attribute: string | undefined, problem: string): LamlError {
  const where = { element: shortened(element), attribute: attribute && shortened(attribute) };
  const named = attribute === undefined ? "" : `, attribute \`${where.attribute}\``;
  return new LamlError(`<${where.element}>${named}: ${problem}`, where);
}

/** An error for an argument of the wrong type, or one that makes no sense. */
export function invalid(
  parameter: string,
  problem: string,
  where: { element?: string; attribute?: string } = {},
): InvalidArgumentError {
  return new InvalidArgumentError(`${parameter}: ${problem}`, { parameter, ...where });
}

function shortened(name: string): string {
  return name.length <= NAME_MAX ? name : cut(name, NAME_MAX);
}

/** Cuts a text after so many characters. */
export function cut(text: string, length: number): string {
  const characters = Array.from(text.slice(0, 2 * length + 2));
  return characters.length > length ? `${characters.slice(0, length).join("")}…` : text;
}
