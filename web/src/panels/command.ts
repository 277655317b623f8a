// A filled-in form of a command: what is still missing, and the command as the server wants it.

import type { CommandField, CommandForm } from '../wire/types';
import { label } from '../words/units';

/** What is typed or ticked, by field; several choices are a list. */
export type Given = Record<string, string | string[]>;

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

/** How a form is filled in at first: what is selected, where the field takes it. */
export function atFirst(form: CommandForm, asset: string | null): Given {
  const first = (field: CommandField): string | string[] => {
    if (field.type === 'choices') return [];
    if (field.type === 'choice') return asset !== null && field.choices?.includes(asset) ? asset : (field.choices?.[0] ?? '');
    return field.default == null ? '' : String(field.default);
  };
  return Object.fromEntries(form.fields.map((field) => [field.name, first(field)]));
}

/** Choices that go with what is chosen elsewhere in the form: the rows of the block that is named. */
export function choicesOf(field: CommandField, given: Given): string[] {
  const all = field.choices ?? [];
  if (field.type !== 'choices') return all;
  const named = Object.values(given).filter((value): value is string => typeof value === 'string' && value !== '');
  const owned = all.filter((choice) => named.some((owner) => choice.startsWith(`${owner}-`)));
  return owned.length ? owned : all;
}

/** What keeps a form from being sent, a line for each field. */
export function missing(form: CommandForm, given: Given): string[] {
  const found: string[] = [];
  for (const field of form.fields) {
    const value = given[field.name] ?? '';
    const empty = Array.isArray(value) ? value.length === 0 : value.trim() === '';
    if (empty && field.type !== 'text') found.push(`${fieldLabel(field)} is missing`);
    else if (field.type === 'number') {
      const number = Number(value);
      const outside = !Number.isFinite(number) || number < (field.low ?? -Infinity) || number > (field.high ?? Infinity);
      if (outside) found.push(`${fieldLabel(field)} must be ${bounds(field) || 'a number'}`);
    }
  }
  return found;
}

/** The command: numbers as numbers, yes as true, lists of what goes with the rest, words as they were typed. */
export function filled(form: CommandForm, given: Given): Record<string, unknown> {
  const fields = form.fields.map((field) => {
    const value = given[field.name] ?? '';
    if (Array.isArray(value)) return [field.name, value.filter((one) => choicesOf(field, given).includes(one))] as const;
    const text = value.trim();
    const typed = field.type === 'number' ? Number(text) : field.type === 'flag' ? text === 'true' : text;
    return [field.name, typed] as const;
  });
  return { kind: form.kind, ...Object.fromEntries(fields) };
}
