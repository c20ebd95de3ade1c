/**
 * LaML, the markup that says what happens in a call.
 *
 * Every element has a class and, where it may stand inside another, a method there with its attributes as options. A
 * method returns the new element, which is filled by its own methods or by a callback:
 *
 *     import { VoiceResponse } from "mycpaas/laml";
 *
 *     const response = new VoiceResponse();
 *     response.gather({ numDigits: 1, action: "/menu" }, (gather) => {
 *       gather.say("Drücken Sie die Eins.", { language: "de-DE" });
 *     });
 *     response.hangup();
 *     const answer = response.toString(); // for a web framework, with `CONTENT_TYPE`
 *
 * An element can also be made on its own and appended: `response.append(new Say("Bye."))`. Text, elements and comments
 * keep the order in which they are added.
 *
 * A value of the wrong type is an `InvalidArgumentError`. Text is taken for every attribute, since it may be a
 * placeholder that is filled in later, or a word that a service has learnt since; `check` tells what is wrong with a
 * document. What XML cannot hold is a `LamlError` when the document is written. What is not listed here goes in
 * through `extra`, `set`, `addChild` and `raw`.
 *
 * Building and writing needs no native code, and runs wherever JavaScript does.
 */

export {
  type Channel,
  type CheckDocumentSettings,
  type CheckSettings,
  checkDocument,
  type Service,
  type Usage,
} from "./check.js";
export { Comment } from "./comment.js";
export { Element, type Fill, type WriteOptions } from "./element.js";
export type { Finding, Severity } from "./finding.js";
export * from "./generated/elements.js";
export type * from "./generated/options.js";
export type * from "./generated/words.js";
export type { ParseLimits } from "./parse.js";
export type { Attributes, List, Text, UrlObject, Value } from "./values.js";

/** The content type of a LaML document, for the answer of a web application. */
export const CONTENT_TYPE = "application/xml";
