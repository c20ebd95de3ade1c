/** LaML in Node, where it can be read and checked, too. The native module is loaded when that is first asked for. */

import { nativeEngine } from "./engine.js";
import { provideEngine } from "./laml/engine.js";

provideEngine(nativeEngine);

export * from "./laml/index.js";
