// What differs between two texts, line by line: the longest common subsequence of what is not equal at both ends.

export interface Change {
  sign: '+' | '−';
  line: number;
  text: string;
}

/** Lines that are gone from `before` and that are new in `after`, in order. */
export function changes(before: string, after: string): Change[] {
  const [a, b] = [before.split('\n'), after.split('\n')];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let [ends, endB] = [a.length, b.length];
  while (ends > start && endB > start && a[ends - 1] === b[endB - 1]) [ends, endB] = [ends - 1, endB - 1];
  const [old, now] = [a.slice(start, ends), b.slice(start, endB)];
  const table = lengths(old, now);
  const found: Change[] = [];
  for (let i = 0, j = 0; i < old.length || j < now.length;) {
    if (i < old.length && j < now.length && old[i] === now[j]) [i, j] = [i + 1, j + 1];
    else if (j >= now.length || (i < old.length && (table[i + 1]?.[j] ?? 0) >= (table[i]?.[j + 1] ?? 0))) {
      found.push({ sign: '−', line: start + i + 1, text: old[i++] ?? '' });
    } else found.push({ sign: '+', line: start + j + 1, text: now[j++] ?? '' });
  }
  return found;
}

function lengths(a: string[], b: string[]): Uint16Array[] {
  const table = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const [row, below] = [table[i], table[i + 1]];
      if (row && below) row[j] = a[i] === b[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return table;
}
