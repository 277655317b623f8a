// Two runs beside one another stand at one instant: where ours goes, theirs is sent, as far as it has come.

export interface Standing {
  at_ms: number;
  first_ms: number;
  reached_ms: number;
}

/** Where theirs must go to stand where ours does; null if it is there. */
export function goWith(ours_ms: number, theirs: Standing): number | null {
  if (!Number.isFinite(ours_ms)) return null;
  const wanted = Math.min(Math.max(ours_ms, theirs.first_ms), theirs.reached_ms);
  return Math.abs(wanted - theirs.at_ms) < 1 ? null : wanted;
}
