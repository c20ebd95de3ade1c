/** What XML says of characters and names. */

const REFERENCE = 1;
const FORBIDDEN = 2;
/** Above this code only U+FFFE and U+FFFF need a second look. */
const LAST_SPECIAL = 0x3e;
const NONCHARACTER = 0xfffe;

/** What is written for a character, where that is not the character itself. */
interface Escapes {
  /** What to do with the characters up to `>`. */
  readonly classes: Uint8Array;
  readonly references: readonly string[];
}

/** A reader turns a carriage return into a line feed, unless it is a reference. */
const TEXT = escapesOf({ "&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;" });

/** A reader turns white space in an attribute into blanks, unless it is a reference. */
const VALUE = escapesOf({
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  "\r": "&#13;",
  '"': "&quot;",
  "\t": "&#9;",
  "\n": "&#10;",
});

function escapesOf(written: Readonly<Record<string, string>>): Escapes {
  const classes = new Uint8Array(LAST_SPECIAL + 1);
  const references: string[] = new Array(LAST_SPECIAL + 1).fill("");
  classes.fill(FORBIDDEN, 0, 0x20);
  classes.fill(0, 0x09, 0x0b);
  for (const [character, reference] of Object.entries(written)) {
    classes[character.charCodeAt(0)] = REFERENCE;
    references[character.charCodeAt(0)] = reference;
  }
  return { classes, references };
}

/** Escapes text. `refuse` is called with a character that XML forbids. */
export function escapeText(text: string, refuse: (code: number) => never): string {
  return escaped(text, TEXT, refuse);
}

/** Escapes the value of an attribute that stands in double quotes. */
export function escapeValue(value: string, refuse: (code: number) => never): string {
  return escaped(value, VALUE, refuse);
}

function escaped(text: string, { classes, references }: Escapes, refuse: (code: number) => never): string {
  let written = "";
  let kept = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > LAST_SPECIAL ? code < NONCHARACTER : classes[code] === 0) {
      continue;
    }
    if (code > LAST_SPECIAL || classes[code] === FORBIDDEN) {
      refuse(code);
    }
    written += text.slice(kept, at) + references[code];
    kept = at + 1;
  }
  return kept === 0 ? text : written + text.slice(kept);
}

/** Returns the code of the first character that XML 1.0 forbids, in whatever way it is written. */
export function findForbidden(text: string): number | undefined {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x20 ? code !== 0x09 && code !== 0x0a && code !== 0x0d : code >= NONCHARACTER) {
      return code;
    }
  }
  return undefined;
}

/** Says that a character is forbidden. */
export function forbidden(code: number): string {
  return `the character U+${code.toString(16).toUpperCase().padStart(4, "0")}, which XML does not allow`;
}

const START = 1;
const INSIDE = 2;

/** What an ASCII character may do in a name. The colon is none of them: it joins prefix and name. */
const ASCII = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  return /[A-Za-z_]/.test(character) ? START | INSIDE : /[-.0-9]/.test(character) ? INSIDE : 0;
});

const WIDE_START =
  "A-Z_a-z\\u{C0}-\\u{D6}\\u{D8}-\\u{F6}\\u{F8}-\\u{2FF}\\u{370}-\\u{37D}\\u{37F}-\\u{1FFF}\\u{200C}\\u{200D}" +
  "\\u{2070}-\\u{218F}\\u{2C00}-\\u{2FEF}\\u{3001}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FFFD}" +
  "\\u{10000}-\\u{EFFFF}";
const WIDE_NAME = `[${WIDE_START}][-.0-9\\u{B7}\\u{300}-\\u{36F}\\u{203F}\\u{2040}${WIDE_START}]*`;
const QUALIFIED = new RegExp(`^${WIDE_NAME}(:${WIDE_NAME})?$`, "u");

/** What a text is as a name: `prefixed` is a prefix, a colon, a name. */
export type NameKind = "none" | "plain" | "prefixed";

/** Says whether a text is a name. */
export function nameKind(text: string): NameKind {
  return isPlainName(text) ? "plain" : wideNameKind(text);
}

function isPlainName(text: string): boolean {
  let wanted = START;
  for (let at = 0; at < text.length; at++) {
    const found = ASCII[text.charCodeAt(at)];
    if (found === undefined || (found & wanted) === 0) {
      return false;
    }
    wanted = INSIDE;
  }
  return wanted === INSIDE;
}

function wideNameKind(text: string): NameKind {
  if (!QUALIFIED.test(text)) {
    return "none";
  }
  return text.includes(":") ? "prefixed" : "plain";
}

const SURROGATE = /\p{Surrogate}/u;

/** Whether a text has no lone surrogates: they have no form in UTF-8, and are no text. */
export function isWellFormed(text: string & { isWellFormed?: () => boolean }): boolean {
  return text.isWellFormed === undefined ? !SURROGATE.test(text) : text.isWellFormed();
}
