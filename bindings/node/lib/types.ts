/** A word that is known, or any other text: services learn new ones. */
export type Open<Word extends string> = Word | (string & Record<never, never>);

/** Texts by their names, or pairs of a name and a text, where a name may come several times. */
export type Pairs =
  | Readonly<Record<string, string | readonly string[] | undefined>>
  | Iterable<readonly [name: string, text: string]>;
