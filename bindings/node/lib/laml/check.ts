import { LamlError } from "../generated/errors.js";
import { type EngineSettings, engine } from "./engine.js";
import type { Finding } from "./finding.js";
import { documentText } from "./parse.js";
import { invalid } from "./problems.js";
import { flag, settingsOf } from "./settings.js";
import { shown } from "./shown.js";
import type { Tree } from "./tree.js";
import { plainText, type Text, textOrUrl } from "./values.js";
import { write } from "./writer.js";

/** A service that runs documents. */
export type Service = "mycpaas" | "signalwire" | "twilio";

/** What a document is about: a call or a message. */
export type Channel = "voice" | "messaging";

/**
 * What a document is for.
 *
 * - `call`: It says what happens in a call, or to a message.
 * - `screening`: Who was dialled hears it before the two are connected.
 * - `conference_wait`: Who waits for a conference hears it.
 * - `queue_wait`: Who waits in a queue hears it.
 */
export type Usage = "call" | "screening" | "conference_wait" | "queue_wait";

/** What the checker is told beside the document. Nothing of it is needed. */
export interface CheckSettings {
  /** The services that the document is for. What one of them does not know is reported. By default `mycpaas`. */
  readonly services?: Service | Iterable<Service> | undefined;
  /** What the document is for. By default `call`. */
  readonly usage?: Usage | undefined;
  /** The address of the document, which relative URLs in it are resolved against. */
  readonly documentUrl?: Text | undefined;
  /** Whether it is sent along with a request, and so has no address. By default `false`. */
  readonly inline?: boolean | undefined;
}

/** What the checker is told beside the text of a document. Nothing of it is needed. */
export interface CheckDocumentSettings extends CheckSettings {
  /** Whether it is a document for calls or one for messages; otherwise what it holds decides. */
  readonly channel?: Channel | undefined;
}

const SETTINGS = ["services", "usage", "documentUrl", "inline"] as const;

/**
 * Checks a document as it comes over the network. The findings have line and column, and come in the order of the
 * document. None at all says that nothing is known to be wrong.
 */
export function checkDocument(
  document: string | Uint8Array,
  settings?: CheckDocumentSettings | null,
): Finding[] {
  const told = settingsOf("settings", settings, [...SETTINGS, "channel"]);
  return engine().check(documentText(document), { ...checked(told), channel: word("channel", told.channel) });
}

/** Checks what is written for a tree. The findings have no line and column. */
export function checkTree(tree: Tree, settings: CheckSettings | null | undefined): Finding[] {
  const settled = checked(settingsOf("settings", settings, SETTINGS));
  const told: EngineSettings = { ...settled, channel: tree.shape?.root };
  const written = attempt(tree);
  if (written instanceof LamlError) {
    return [{ rule: "not-well-formed", severity: "error", path: "", message: written.message }];
  }
  return engine()
    .check(written, told)
    .map(({ line, column, ...finding }) => finding);
}

function attempt(tree: Tree): string | LamlError {
  try {
    return write(tree, false);
  } catch (error) {
    if (error instanceof LamlError) {
      return error;
    }
    throw error;
  }
}

function checked(settings: CheckSettings): Omit<EngineSettings, "channel"> {
  const { services, usage, documentUrl, inline } = settings;
  return {
    services: words(services ?? []),
    usage: word("usage", usage),
    documentUrl: (documentUrl ?? undefined) && textOrUrl("documentUrl", documentUrl),
    inline: flag("inline", inline),
  };
}

/** Which words there are is for the engine to say. */
function word<Word extends string>(parameter: string, given: Word | null | undefined): Word | undefined {
  if (given === undefined || given === null) {
    return undefined;
  }
  plainText(parameter, given);
  return given;
}

function words(services: Service | Iterable<Service>): Service[] {
  const list = typeof services === "string" ? [services] : services;
  if (typeof list !== "object" || !(Symbol.iterator in list)) {
    throw invalid("services", `${shown(services)} is given; a word, or several, are allowed`);
  }
  const found = [...list];
  found.forEach((service) => {
    plainText("services", service);
  });
  return found;
}
