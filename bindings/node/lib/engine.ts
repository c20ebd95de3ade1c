/** What the core does for LaML: it reads and checks documents. */

import { native } from "./errors/failure.js";
import type { Engine, EngineLimits, EngineSettings, ParsedNode, ParsedTree } from "./laml/engine.js";
import type { Finding } from "./laml/finding.js";
import { binding } from "./native.js";

/** Loads the native module, and returns the engine. */
export function nativeEngine(): Engine {
  const { checkLaml, parseLaml, parseLamlFragment } = binding();
  return {
    parse(document: string | Uint8Array, limits: EngineLimits, root: string | undefined): ParsedTree {
      return native(() => JSON.parse(parseLaml(content(document), JSON.stringify(limits), root)));
    },
    parseFragment(xml: string): readonly ParsedNode[] {
      const [, , nodes]: ParsedTree = native(() => JSON.parse(parseLamlFragment(xml)));
      return nodes;
    },
    check(document: string | Uint8Array, settings: EngineSettings): Finding[] {
      const found: object[] = native(() =>
        JSON.parse(checkLaml(content(document), JSON.stringify(settings))),
      );
      return found.map(present);
    },
  };
}

function content(document: string | Uint8Array): string | Buffer {
  return typeof document === "string" ? document : Buffer.from(document);
}

/** What is missing is null where it was written. */
function present(finding: object): Finding {
  return Object.fromEntries(
    Object.entries(finding).filter(([, value]) => value !== null),
  ) as unknown as Finding;
}
