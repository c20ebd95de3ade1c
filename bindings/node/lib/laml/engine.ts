import { ConfigurationError } from "../generated/errors.js";
import type { Channel, Service, Usage } from "./check.js";
import type { Finding } from "./finding.js";

/** An element that was read: its name, its attributes, and what stands in it. */
export type ParsedTree = readonly [
  name: string,
  attributes: readonly (readonly [name: string, value: string])[],
  children: readonly ParsedNode[],
];

/** What stands in an element that was read. Two texts never stand side by side, and no text is empty. */
export type ParsedNode = ParsedTree | string | { readonly comment: string };

/** How much a document may hold; where nothing is said, what the core has by default. */
export interface EngineLimits {
  /** How many bytes. */
  readonly maxSize?: number | undefined;
  /** How many levels of elements. */
  readonly maxDepth?: number | undefined;
  /** How many elements, attributes, texts and comments. */
  readonly maxNodes?: number | undefined;
}

/** What the checker is told. */
export interface EngineSettings {
  readonly services: readonly Service[];
  readonly channel: Channel | undefined;
  readonly usage: Usage | undefined;
  readonly documentUrl: string | undefined;
  readonly inline: boolean;
}

/** What the core does for documents. Whatever goes wrong is thrown as an error of this library. */
export interface Engine {
  /** Reads a document. One whose root is not called `root`, where that is given, is an error, too. */
  parse(document: string | Uint8Array, limits: EngineLimits, root: string | undefined): ParsedTree;
  /** Reads what may stand in an element: text and elements, or one whole document. */
  parseFragment(xml: string): readonly ParsedNode[];
  /** Tells what is wrong with a document. */
  check(document: string | Uint8Array, settings: EngineSettings): Finding[];
}

let load: () => Engine = () => {
  throw new ConfigurationError(
    "parsing and checking LaML needs the native module of this library, which `mycpaas` and, in Node, " +
      "`mycpaas/laml` load; without it documents can be built and written",
  );
};

/** Says where the engine comes from. It is loaded when it is first needed. */
export function provideEngine(provided: () => Engine): void {
  let engine: Engine | undefined;
  load = () => {
    engine ??= provided();
    return engine;
  };
}

/** Returns the engine, or throws where there is none. */
export function engine(): Engine {
  return load();
}
