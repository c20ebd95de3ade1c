import { cut, invalid, NAME_MAX } from "./problems.js";
import { shown } from "./shown.js";
import { isPlain } from "./values.js";

/** Returns what a plain object has itself. What is given by a name that is not among those known is an error. */
export function settingsOf<Settings extends object>(
  parameter: string,
  given: Settings | null | undefined,
  known: readonly (keyof Settings & string)[],
): Partial<Settings> {
  const settings: Partial<Settings> = Object.create(null);
  if (given === undefined || given === null) {
    return settings;
  }
  if (!isPlain(given)) {
    throw invalid(parameter, `${shown(given)} is given; a plain object is allowed`);
  }
  for (const [name, value] of Object.entries(given)) {
    if (value !== undefined && value !== null && !known.some((one) => one === name)) {
      throw invalid(cut(name, NAME_MAX), `there is no such setting; there is ${known.join(", ")}`);
    }
  }
  return Object.assign(settings, given);
}

/** Returns whether something is switched on. It is not where nothing is given. */
export function flag(parameter: string, given: unknown): boolean {
  const value = given ?? false;
  if (typeof value !== "boolean") {
    throw invalid(parameter, `${shown(given)} is given; true or false is allowed`);
  }
  return value;
}
