// How wide words are, without a browser: advances of Liberation Sans (as of Arial and Helvetica), in thousandths of the size.

/**
 * What a text looks like: `head` 15 strong, `figure` 13 strong, `value` 13, `strong` 12, `plain` 12, `quiet` 11; and
 * `large`, 24 strong, that stands in for all others where the drawing is seen from afar.
 */
export type Face = 'large' | 'head' | 'figure' | 'value' | 'strong' | 'plain' | 'quiet';

export const SIZE_PX: Record<Face, number> = { large: 24, head: 15, figure: 13, value: 13, strong: 12, plain: 12, quiet: 11 };

const STRONG: ReadonlySet<Face> = new Set<Face>(['large', 'head', 'figure', 'strong']);
const ADVANCE: [string, number][] = [
  ['ijl|\'', 222],
  [' .,:;!/\\ftI[]·', 278],
  ['r()-−', 333],
  ['°', 400],
  ['*"', 389],
  ['cksvxyzJ', 500],
  ['abdeghnopqu0123456789L?_$#–', 556],
  ['FTZ+=<>~', 611],
  ['ABEKPSVXY&', 667],
  ['wCDHNRU', 722],
  ['GOQ', 778],
  ['mM', 833],
  ['%', 889],
  ['W→…', 1000],
];
const WIDEST = 1000;
/** By code of the letter: widths are asked for thousands of times a second. */
const ADVANCES = new Uint16Array(0x10000).fill(WIDEST);
for (const [letters, units] of ADVANCE) for (const letter of letters) ADVANCES[letter.charCodeAt(0)] = units;
/** Strong letters are at most so much wider; figures and capitals less. */
const STRONG_RATIO = 1.09;

export function widthPx(text: string, face: Face): number {
  let units = 0;
  for (let at = 0; at < text.length; at += 1) units += ADVANCES[text.charCodeAt(at)] ?? WIDEST;
  return (units * SIZE_PX[face] * (STRONG.has(face) ? STRONG_RATIO : 1)) / 1000;
}

/** The text where all of it fits, else none: half a name is another's. */
export const whole = (text: string, face: Face, roomPx: number): string => (widthPx(text, face) <= roomPx ? text : '');

/** The text where it fits, else as much of it as does and an ellipsis. */
export function fitted(text: string, face: Face, roomPx: number): string {
  if (widthPx(text, face) <= roomPx) return text;
  let kept = text.length - 1;
  while (kept > 0 && widthPx(`${text.slice(0, kept)}…`, face) > roomPx) kept -= 1;
  return kept > 0 ? `${text.slice(0, kept).trimEnd()}…` : '';
}
