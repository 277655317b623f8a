// What the server refuses, said in full: `application/problem+json`, all faults at once.

import type { Fault, Problem } from './types';

/** A refusal, or a server that could not be reached (status 0). */
export class Refusal extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail || problem.title);
    this.name = 'Refusal';
  }

  get status(): number {
    return this.problem.status;
  }

  get faults(): Fault[] {
    return this.problem.faults;
  }
}

export function unreachable(): Refusal {
  return new Refusal({
    type: 'about:blank',
    title: 'The server does not answer',
    status: 0,
    detail: 'The server does not answer. Is `twin serve` still running?',
    faults: [],
  });
}

/** What a response that is no success says; bodies that are no problem document are read with care. */
export async function refusalOf(response: Response): Promise<Refusal> {
  const type = response.headers.get('content-type') ?? '';
  const body: unknown = type.includes('json') ? await response.json().catch(() => null) : null;
  const given = (typeof body === 'object' && body !== null ? body : {}) as Partial<Problem>;
  const title = given.title ?? (response.statusText || `Answer ${response.status}`);
  return new Refusal({
    type: given.type ?? 'about:blank',
    title,
    status: response.status,
    detail: given.detail ?? title,
    faults: Array.isArray(given.faults) ? given.faults : [],
  });
}

/** A fault in a line, as the command line prints it. */
export function faultLine(fault: Fault): string {
  const place = fault.file && fault.line ? `${fault.file}:${fault.line}` : fault.file;
  let text = [place, fault.path, fault.what].filter(Boolean).join(': ');
  if (fault.value) text += ` (is ${fault.value})`;
  if (fault.allowed) text += `; allowed: ${fault.allowed}`;
  if (fault.remedy) text += `; ${fault.remedy}`;
  return text;
}

/** All that an error says to a person, a line each. */
export function linesOf(error: unknown): string[] {
  if (error instanceof Refusal) return error.faults.length ? error.faults.map(faultLine) : [error.message];
  return [error instanceof Error ? error.message : String(error)];
}
