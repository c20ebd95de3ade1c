/** The native module. */

type Binding = typeof import("../native/binding.js");

let loaded: Binding | undefined;

/** Loads the native module when it is first needed. */
export function binding(): Binding {
  loaded ??= load();
  return loaded;
}

function load(): Binding {
  try {
    return require("../native/binding.js") as Binding;
  } catch (cause) {
    const platform = `${process.platform} ${process.arch}`;
    throw new Error(
      `mycpaas has no native module for ${platform} here: install the optional dependencies of the package on the ` +
        "machine where it runs (`npm ci`, without `--omit=optional`), and do not bundle its files",
      { cause },
    );
  }
}
