import { createRequire } from "node:module";

/** The entry point of LaML, as a program has it. */
export const laml = createRequire(import.meta.url)("mycpaas/laml");

export const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>';

/** Returns what is written inside a root. */
export function inner(root) {
  return String(root)
    .replace(`${DECLARATION}<Response>`, "")
    .replace(/<\/Response>$/, "");
}
