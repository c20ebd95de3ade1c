/** One thing that is wrong, or questionable, in a document. */
export interface Finding {
  /** The rule that is broken, by a name that never changes: `unknown-attribute`. */
  readonly rule: string;
  /** How much it matters. */
  readonly severity: Severity;
  /** Where: `/Response/Gather[2]/@numDigits`, or with `/text()` at its end. Empty for the document as a whole. */
  readonly path: string;
  /** The line, counted from 1, where the text of a document was checked. */
  readonly line?: number | undefined;
  /** The column in that line, in characters, counted from 1. For an attribute or text, that of its element. */
  readonly column?: number | undefined;
  /** What is wrong, in a clause. */
  readonly message: string;
  /** What was found there, cut when it is long. */
  readonly found?: string | undefined;
  /** What is allowed instead. */
  readonly allowed?: string | undefined;
  /** What to do about it. */
  readonly hint?: string | undefined;
}

/**
 * How much a finding matters.
 *
 * - `hint`: The document is fine, but may not do what was meant.
 * - `warning`: It works in some circumstances, or at some services.
 * - `error`: The service refuses, ignores or misreads it.
 */
export type Severity = "hint" | "warning" | "error";
