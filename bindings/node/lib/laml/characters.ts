/** What XML says of characters and names. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
const FORBIDDEN = /[\0-\x08\v\f\x0e-\x1f\ufffe\uffff]/;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
const SPECIAL_IN_TEXT = /[&<>\r\0-\x08\v\f\x0e-\x1f\ufffe\uffff]/g;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
const SPECIAL_IN_VALUE = /[&<>"\0-\x1f\ufffe\uffff]/g;

/**
 * What is written for a character, by its code. A reader turns a carriage return into a line feed, and white space
 * in an attribute into blanks, unless it is a reference.
 */
const REFERENCES = Object.entries({
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\r": "&#13;",
  "\t": "&#9;",
  "\n": "&#10;",
}).reduce<(string | undefined)[]>((references, [character, reference]) => {
  references[character.charCodeAt(0)] = reference;
  return references;
}, new Array(0x40).fill(undefined));

/** Escapes text, or returns nothing if there is a forbidden character in it. */
export function escapeText(text: string): string | undefined {
  SPECIAL_IN_TEXT.lastIndex = 0;
  return SPECIAL_IN_TEXT.test(text) ? escaped(text, SPECIAL_IN_TEXT) : text;
}

/** Escapes the value of an attribute in double quotes, or returns nothing if there is a forbidden character in it. */
export function escapeValue(value: string): string | undefined {
  SPECIAL_IN_VALUE.lastIndex = 0;
  return SPECIAL_IN_VALUE.test(value) ? escaped(value, SPECIAL_IN_VALUE) : value;
}

/** `special` has found the first character that is not written as it is. */
function escaped(text: string, special: RegExp): string | undefined {
  let written = "";
  let kept = 0;
  do {
    const at = special.lastIndex - 1;
    const reference = REFERENCES[text.charCodeAt(at)];
    if (reference === undefined) {
      return undefined;
    }
    written += text.slice(kept, at);
    written += reference;
    kept = at + 1;
  } while (special.test(text));
  return written + text.slice(kept);
}

/** Whether there is a character in it that XML 1.0 forbids, in whatever way it is written. */
export function isForbidden(text: string): boolean {
  return FORBIDDEN.test(text);
}

/** Says which character is the first that is forbidden. */
export function forbiddenIn(text: string): string {
  const code = text.charCodeAt(text.search(FORBIDDEN)).toString(16).toUpperCase().padStart(4, "0");
  return `the character U+${code}, which XML does not allow`;
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
