import { milliseconds, onlyKnown, words } from "../values.js";

/** What a callee does. */
export interface CalleeOptions {
  /** How long the telephone rings before they answer, in milliseconds. By default 2000. */
  readonly answersAfter?: number | undefined;
  /** The keys that they press: a text, or one for each Gather. */
  readonly presses?: string | readonly string[] | undefined;
  /** What they say: a text, or one for each Gather. */
  readonly says?: string | readonly string[] | undefined;
  /** When they hang up, in milliseconds after they answered. By default they listen to the end. */
  readonly hangsUpAfter?: number | undefined;
}

/** The script of somebody who is called. */
export class Callee {
  readonly #script: string | object;

  /** Makes the script of somebody who answers. */
  constructor(options: CalleeOptions = {}) {
    const known = ["answersAfter", "presses", "says", "hangsUpAfter"];
    const given = onlyKnown("callee", options, known) as CalleeOptions;
    this.#script = {
      answersAfter: milliseconds("answersAfter", given.answersAfter),
      presses: words("presses", given.presses ?? [], "a text, or one for each Gather,"),
      says: words("says", given.says ?? [], "a text, or one for each Gather,"),
      hangsUpAfter: milliseconds("hangsUpAfter", given.hangsUpAfter),
    };
  }

  /** Somebody whose line is busy. */
  static busy(): Callee {
    return Callee.parse("busy");
  }

  /** Somebody who lets it ring. */
  static noAnswer(): Callee {
    return Callee.parse("no-answer");
  }

  /** Somebody who cannot be reached. */
  static unreachable(): Callee {
    return Callee.parse("unreachable");
  }

  /** Somebody who follows a script such as `answer:2s,press:1`. It is read when it is used. */
  static parse(script: string): Callee {
    return new Scripted(script);
  }

  /** What the native module reads. */
  toJSON(): string | object {
    return this.#script;
  }
}

class Scripted extends Callee {
  constructor(readonly script: string) {
    super();
  }

  override toJSON(): string {
    return this.script;
  }
}
