import { expect, test } from 'vitest';
import { faultLine, linesOf, refusalOf, unreachable } from './problem';

const fault = {
  what: 'is more than there is', file: 'a.yaml', line: 7, path: 'halls[1]', value: '9 MW', allowed: 'up to 5 MW',
  remedy: 'make it less',
};

function answer(body: string, type: string, status = 422): Response {
  return new Response(body, { status, statusText: 'Refused', headers: { 'content-type': type } });
}

test('a problem keeps all its faults and says each in a line', async () => {
  const body = JSON.stringify({ title: 'Faults', status: 422, detail: 'two', faults: [fault, { ...fault, line: 9 }] });
  const refusal = await refusalOf(answer(body, 'application/problem+json'));
  expect(refusal.status).toBe(422);
  expect(linesOf(refusal)).toEqual([
    'a.yaml:7: halls[1]: is more than there is (is 9 MW); allowed: up to 5 MW; make it less',
    'a.yaml:9: halls[1]: is more than there is (is 9 MW); allowed: up to 5 MW; make it less',
  ]);
});

test('a fault without a place is its words alone', () => {
  const bare = { what: 'is no run', file: '', line: 0, path: '', value: '', allowed: '', remedy: '' };
  expect(faultLine(bare)).toBe('is no run');
});

test('an answer that is no problem document still says something', async () => {
  const refusal = await refusalOf(answer('<html>', 'text/html', 502));
  expect(linesOf(refusal)).toEqual(['Refused']);
  expect(refusal.status).toBe(502);
});

test('broken JSON is no crash', async () => {
  expect((await refusalOf(answer('{', 'application/json'))).message).toBe('Refused');
});

test('a server that is away is a refusal of status 0 that says what to look for', () => {
  expect(unreachable().status).toBe(0);
  expect(linesOf(unreachable())[0]).toContain('twin serve');
});
