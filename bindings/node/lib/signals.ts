/** Signals that many requests share: each has one listener, however many requests there are. */

interface Listening {
  readonly aborts: Set<() => void>;
  readonly listener: () => void;
}

const known = new WeakMap<AbortSignal, Listening>();

/** Lets `abort` be called when the signal is aborted. */
export function listen(signal: AbortSignal | undefined, abort: () => void): void {
  if (signal === undefined) {
    return;
  }
  let listening = known.get(signal);
  if (listening === undefined) {
    const aborts = new Set<() => void>();
    const listener = () => {
      known.delete(signal);
      for (const one of aborts) {
        one();
      }
    };
    listening = { aborts, listener };
    known.set(signal, listening);
    signal.addEventListener("abort", listener, { once: true });
  }
  listening.aborts.add(abort);
}

/** Lets it be called no more. */
export function forget(signal: AbortSignal | undefined, abort: () => void): void {
  const listening = signal === undefined ? undefined : known.get(signal);
  if (signal === undefined || listening === undefined) {
    return;
  }
  listening.aborts.delete(abort);
  if (listening.aborts.size === 0) {
    known.delete(signal);
    signal.removeEventListener("abort", listening.listener);
  }
}
