/** Words longer than this are not compared. */
const LONGEST = 48;

/**
 * Returns the candidate that a word is most likely a misspelling of, if it is close enough to one. Capitals and the
 * characters that separate words do not count.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const letters = plain(word);
  if (letters.length === 0 || letters.length > LONGEST) {
    return undefined;
  }
  let least = Math.min(Math.max(Math.floor((letters.length + 1) / 3), 1), 3) + 1;
  let found: string | undefined;
  for (const candidate of candidates) {
    const length = distance(letters, plain(candidate));
    if (length < least && length < candidate.length) {
      least = length;
      found = candidate;
    }
  }
  return found;
}

function plain(word: string): string {
  return word
    .slice(0, 2 * LONGEST)
    .replace(/[-_: ]/g, "")
    .toLowerCase();
}

/** Counts the characters to insert, delete, replace or swap with their neighbour. */
function distance(left: string, right: string): number {
  let before: number[] = [];
  let above = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 0; row < left.length; row++) {
    const current = [row + 1];
    for (let column = 0; column < right.length; column++) {
      const replaced = at(above, column) + (left[row] === right[column] ? 0 : 1);
      const moved = Math.min(at(above, column + 1), at(current, column)) + 1;
      const isSwapped = row > 0 && left[row - 1] === right[column] && left[row] === right[column - 1];
      const swapped = isSwapped ? at(before, column - 1) + 1 : replaced;
      current.push(Math.min(replaced, moved, swapped));
    }
    before = above;
    above = current;
  }
  return above.at(-1) ?? 0;
}

function at(line: readonly number[], column: number): number {
  return line[column] ?? Number.MAX_SAFE_INTEGER;
}
