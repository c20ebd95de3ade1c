/** The native module. */

import { createRequire } from "node:module";
import { ConfigurationError } from "./generated/errors.js";

type Binding = typeof import("../native/binding.js");

let loaded: Binding | undefined;

/** Loads the native module when it is first needed. */
export function binding(): Binding {
  loaded ??= load();
  return loaded;
}

function load(): Binding {
  try {
    // In a way that no bundler follows: it could not take the native module along.
    return createRequire(__filename)("../native/binding.js") as Binding;
  } catch (cause) {
    throw new ConfigurationError(`mycpaas has no native module here. ${advice()}`, { cause });
  }
}

function advice(): string {
  const libc = process.platform !== "linux" ? "" : isGlibc() ? "-gnu" : "-musl";
  const wanted = `mycpaas-${process.platform}-${process.arch}${libc}`;
  const packages = platformPackages();
  if (packages !== undefined && !packages.includes(wanted)) {
    return `There is none for this platform (${wanted}); there are ${packages.join(", ")}.`;
  }
  return (
    `Install the package ${wanted}, an optional dependency of mycpaas, on the machine where it runs (\`npm ci\`, without ` +
    "`--omit=optional`), and let bundlers keep `mycpaas` outside."
  );
}

function isGlibc(): boolean {
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  return report.header?.glibcVersionRuntime !== undefined;
}

/** The platforms that there are native modules for; nothing if this was bundled. */
function platformPackages(): string[] | undefined {
  try {
    const manifest = createRequire(__filename)("../package.json") as {
      optionalDependencies?: Record<string, string>;
    };
    return manifest.optionalDependencies && Object.keys(manifest.optionalDependencies);
  } catch {
    return undefined;
  }
}
