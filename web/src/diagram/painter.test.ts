import { expect, test } from 'vitest';
import { generated } from './examples/generate';
import { processorMs } from './examples/laws';
import { situation, valuesOf } from './examples/values';
import { hybrid } from './examples/hybrid';
import { oneLine } from './oneline/oneline';
import { cellPath, labelOf, Painter } from './painter';
import type { Cells, Element, Read, Scene } from './scene';
import { standingOf } from './situation';

const VIEW = { folded: new Set<string>(), unfolded: new Set<string>(), idle: false, width: 1150, height: 486 };

/** As much of a node as a painter touches; counts what is written. */
class Node {
  static writes = 0;
  set textContent(_: string) {
    Node.writes += 1;
  }
  setAttribute(): void {
    Node.writes += 1;
  }
}

function attached(scene: Scene, painter: Painter): void {
  const node = (): globalThis.Element => new Node() as unknown as globalThis.Element;
  for (const element of scene.elements) {
    painter.label(element)(node());
    for (const shape of element.shapes) {
      if (shape.k === 'text' && !shape.fixed) painter.text(element, shape)(node());
      if (shape.k === 'gauge') painter.gauge(shape)(node());
      if (shape.k === 'cells') for (const part of ['used', 'idle', 'out'] as const) painter.cells(element, shape, part)(node());
    }
  }
}

const now = situation(hybrid(), 'normal');
const source = (values: Read) => ({ values, stale: () => false });

test('only what changed is written', () => {
  const site = hybrid();
  const scene = oneLine(site, VIEW);
  const painter = new Painter(standingOf(site, scene.elements, now).of);
  attached(scene, painter);
  const values = valuesOf(site, now);
  painter.paint(source(values), true);
  Node.writes = 0;
  painter.paint(source(values));
  expect(Node.writes).toBe(0);
  painter.paint(source((name) => (name === 'T1.load_pu' ? 0.91 : values(name))));
  expect(Node.writes).toBeLessThanOrEqual(3);
  expect(Node.writes).toBeGreaterThan(0);
});

test('a node that is drawn anew is written anew, be it to nothing', () => {
  const painter = new Painter(() => standingOf(hybrid(), [], now).of(''));
  const element = oneLine(hybrid(), VIEW).elements[0] as Element;
  const node = { textContent: 'old', setAttribute: () => undefined } as unknown as globalThis.Element;
  painter.text(element, { k: 'text', x: 0, y: 0, anchor: 'start', face: 'plain', room: 50, fixed: false, say: () => '' })(node);
  painter.paint(source(() => NaN));
  expect(node.textContent).toBe('');
});

test('a node that is drawn anew is old no more, once its values are fresh', () => {
  const painter = new Painter(() => standingOf(hybrid(), [], now).of(''));
  const scene = (): Element => oneLine(hybrid(), VIEW).elements.find((one) => one.id === 'T1') as Element;
  const written = new Map<number, string>();
  const draw = (element: Element): void =>
    element.shapes.forEach((shape, at) => {
      const node = { setAttribute: (name: string, value: string) => name === 'class' && written.set(at, value) };
      if (shape.k === 'text' && !shape.fixed) painter.text(element, shape)(node as unknown as globalThis.Element);
    });
  draw(scene());
  painter.paint({ values: () => 1, stale: () => true }, true);
  expect([...written.values()].some((look) => look.endsWith(' old'))).toBe(true);
  // A banner goes and the pane is higher: the same nodes, new elements, and values that are fresh again.
  draw(scene());
  painter.paint({ values: () => 1, stale: () => false }, true);
  expect([...written.values()].filter((look) => look.endsWith(' old'))).toEqual([]);
});

test('two hundred nodes are brought up to date in less than 3 ms', () => {
  const site = generated(7, { buses: 5, mains: 5, blocks: 62, halls: 6, ties: 5 });
  const scene = oneLine(site, VIEW);
  expect(scene.elements.length).toBeGreaterThan(200);
  const painter = new Painter(standingOf(site, scene.elements, now).of);
  attached(scene, painter);
  const values = valuesOf(site, now);
  expect(processorMs(60, (at) => painter.paint(source((name) => values(name) * (1 + at / 1000))))).toBeLessThan(3);
});

test('a label says name, state and key number', () => {
  const site = hybrid();
  const { elements } = oneLine(site, VIEW);
  const trip = situation(site, 'trip');
  const standing = standingOf(site, elements, trip);
  const said = (id: string): string => labelOf(elements.find((one) => one.id === id) as Element, valuesOf(site, trip), standing.of(id));
  expect(said('T2')).toBe('main transformer T2, alarm 2, overloaded, load 1.31 per unit, hot-spot 97.9 degrees');
  expect(said('M1')).toBe('bus M1, alarm 1, dead, 0.000 per unit of 13.8 kilovolts');
  expect(said('B09')).toBe('block B09, normal, 5.96 megawatts, 250 PH a second');
});

test('cells show at least one that is out of order, however many racks there are', () => {
  const shape: Cells = { k: 'cells', x: 0, y: 0, columns: 35, pitch: 4, lines: 2, count: 700, out: () => 1, idle: () => 0 };
  expect(cellPath(shape, { out: 1, idle: 0, filled: 1 }, 'out').match(/M/g)).toHaveLength(1);
  expect(cellPath(shape, { out: 1, idle: 0, filled: 1 }, 'used').match(/M/g)).toHaveLength(69);
  expect(cellPath(shape, { out: 0, idle: 0, filled: 1 }, 'out')).toBe('');
});
