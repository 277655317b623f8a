// The plan as files: its rows as a table, what is in sight as a picture.

import { page } from '../store/page.svelte';
import { save, svgOf } from '../export/save';
import { isoDay } from './axis';
import { desk } from './desk.svelte';
import type { Reckoned } from '../wire/types';

/** Every activity as CSV: its dates by both ways, float, and what it waits for. */
export function csvOf(plan: Reckoned): string {
  const head = ['id', 'kind', 'name', 'phase', 'earliest start', 'earliest finish', 'start with crews', 'finish with crews', 'float d', 'waits for', 'cost'];
  const rows = plan.activities.map((one) => [
    one.id, one.what || one.kind, one.name, one.phase ?? '', ...[one.early, one.level].flatMap((dates) => [isoDay(plan.ntp, dates.start_days), isoDay(plan.ntp, dates.finish_days)]),
    String(Math.round(one.early.float_days)), one.waits.map((wait) => `${wait.id} ${wait.type}${wait.lag_days ? ` ${wait.lag_days} d` : ''}`).join('; '), String(one.cost_usd),
  ]);
  return [head, ...rows].map((row) => row.map((text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join(',')).join('\r\n') + '\r\n';
}

/** Drawings under one another as one, each as wide as the widest. */
export function stacked(drawings: readonly { width: number; height: number; text: string }[]): string {
  const width = Math.max(0, ...drawings.map((one) => one.width));
  const height = drawings.reduce((sum, one) => sum + one.height, 0);
  let top = 0;
  const inside = drawings.map((one) => {
    const placed = one.text.replace('<svg ', `<svg x="0" y="${top}" `);
    top += one.height;
    return placed;
  });
  const ground = getComputedStyle(document.documentElement).getPropertyValue('--surface');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="${width}" height="${height}" fill="${ground}"/>${inside.join('')}</svg>`;
}

function drawing(): string {
  const found = [...document.querySelectorAll<SVGSVGElement>('.schedule svg, svg.plan-picture')];
  return stacked(found.map((svg) => {
    const box = svg.getBoundingClientRect();
    const sized = (tag: string): string => tag.replace(/ (width|height)="[^"]*"/g, '').replace('<svg', `<svg width="${box.width}" height="${box.height}"`);
    return { width: box.width, height: box.height, text: svgOf(svg).replace(/^<svg [^>]*>/, sized) };
  }));
}

async function rastered(svg: string): Promise<Blob | null> {
  const image = new Image();
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  image.src = address;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [image.width * 2, image.height * 2];
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(address);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
}

export async function exported(format: 'csv' | 'png' | 'svg'): Promise<void> {
  const plan = desk.result;
  if (!plan) return;
  const name = `${page.planning.plan ?? 'plan'}_${page.planning.tab}.${format}`;
  if (format === 'csv') return save(name, csvOf(plan), 'text/csv');
  const picture = drawing();
  if (page.planning.tab === 'losses') return page.say('Tables go as CSV; look at the schedule or the money for a picture.');
  if (format === 'svg') return save(name, picture, 'image/svg+xml');
  const blob = await rastered(picture);
  if (blob) save(name, blob);
}
