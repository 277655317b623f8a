// Short words for what is written in little room.

/** A name with as many letters as there is room for. */
export const cut = (name: string, most: number): string => (name.length > most ? `${name.slice(0, most - 1).trimEnd()}…` : name);

/** Millions with a sign that is a true minus: `−211.0`. */
export const millions = (usd: number, decimals = 1): string => `${usd < 0 ? '−' : ''}${(Math.abs(usd) / 1e6).toFixed(decimals)}`;

/** Days that something moved, in words; nothing where it did not. */
export function moved(days: number): string {
  const whole = Math.round(days);
  return whole === 0 ? 'as before' : `${whole > 0 ? '+' : '−'}${Math.abs(whole)} d`;
}
