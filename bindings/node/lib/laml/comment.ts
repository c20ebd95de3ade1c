import { plainText } from "./values.js";

/** A comment. It is of no concern to whoever runs the document. */
export class Comment {
  /** What it says. One that holds `--` or ends with `-` cannot be written. */
  readonly text: string;

  constructor(text: string) {
    this.text = plainText("text", text);
    Object.freeze(this);
  }
}
