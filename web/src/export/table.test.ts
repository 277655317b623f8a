import { expect, test } from 'vitest';
import { csvOf, fileName } from './table';

const signals = [{ name: 'a.x_w', unit: 'W', mean: [1.5, null], minimum: [1, null], maximum: [2, null] }];

test('an exact window is a column a signal, a gap is empty', () => {
  expect(csvOf({ t_ms: [0, 1000.5], exact: true, signals })).toBe('time,a.x_w\r\n1970-01-01T00:00:00.000Z,1.5\r\n1970-01-01T00:00:01.000Z,\r\n');
});

test('where a point stands for several, its least and most are there too', () => {
  expect(csvOf({ t_ms: [0], exact: false, signals }).split('\r\n')).toEqual([
    'time,a.x_w mean,a.x_w minimum,a.x_w maximum', '1970-01-01T00:00:00.000Z,1.5,1,2', '',
  ]);
});

test('what would break a row is quoted', () => {
  const odd = [{ ...signals[0], name: 'a,"b".x_w', unit: 'W', mean: [1], minimum: [1], maximum: [1] }];
  expect(csvOf({ t_ms: [0], exact: true, signals: odd }).split('\r\n')[0]).toBe('time,"a,""b"".x_w"');
});

test('a file is named by run, content and time', () => {
  expect(fileName('July / 2', 'site power', Date.parse('2026-07-14T20:00:00Z'), 'csv')).toBe('July-2_site-power_2026-07-14T2000.csv');
});
