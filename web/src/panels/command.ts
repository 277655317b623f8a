// A filled-in form of a command: what is still missing, and the command as the server wants it.

import type { CommandField, CommandForm } from '../wire/types';
import { label } from '../words/units';

const NUMBERS = new Set(['number', 'float', 'int', 'integer']);
const TRUE_FALSE = new Set(['bool', 'boolean']);

const isNumber = (field: CommandField): boolean => NUMBERS.has(field.type);

export function fieldLabel(field: CommandField): string {
  const name = label(field.name);
  const words = name.charAt(0).toUpperCase() + name.slice(1);
  return field.unit ? `${words}, ${field.unit}` : words;
}

/** The range of a number in words. */
export function bounds(field: CommandField): string {
  const { low, high } = field;
  if (low != null && high != null) return `${low} to ${high}`;
  if (low != null) return `${low} or more`;
  return high != null ? `${high} or less` : '';
}

/** What keeps a form from being sent, a line for each field. */
export function missing(form: CommandForm, given: Record<string, string>): string[] {
  const found: string[] = [];
  for (const field of form.fields) {
    const text = (given[field.name] ?? '').trim();
    if (!text) found.push(`${fieldLabel(field)} is missing`);
    else if (isNumber(field)) {
      const value = Number(text);
      const outside = !Number.isFinite(value) || value < (field.low ?? -Infinity) || value > (field.high ?? Infinity);
      if (outside) found.push(`${fieldLabel(field)} must be ${bounds(field) || 'a number'}`);
    }
  }
  return found;
}

/** The command: numbers as numbers, the rest as it was typed. */
export function filled(form: CommandForm, given: Record<string, string>): Record<string, unknown> {
  const fields = form.fields.map((field) => {
    const text = (given[field.name] ?? '').trim();
    const value = isNumber(field) ? Number(text) : TRUE_FALSE.has(field.type) ? text === 'true' : text;
    return [field.name, value] as const;
  });
  return { kind: form.kind, ...Object.fromEntries(fields) };
}
