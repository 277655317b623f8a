// The lines from feeders to halls, with a hop where one passes over another.

import { behind } from '../../energised';
import type { Point } from '../../geometry';
import { wire, type Wire } from '../../scene';
import { crossings, HOP, pointsOf, type Route } from '../lanes';
import type { Line } from '../plan';

export function routeWires(line: Line): Map<string, Wire> {
  const wires = new Map<string, Wire>();
  for (const route of line.routes) {
    const hall = line.halls.find((one) => one.hall.id === route.source.hall.id);
    if (hall === undefined) continue;
    const { source } = route;
    const points = pointsOf(route, hall.y - 1);
    const made = wire(behind(source.feeder), points);
    made.d = hopped(points, line.routes.filter((other) => other !== route));
    wires.set(`${source.hall.id} ${source.feed}`, made);
  }
  return wires;
}

function hopped(points: readonly Point[], others: readonly Route[]): string {
  const [first, ...rest] = points as [Point, ...Point[]];
  let d = `M${first.join(' ')}`;
  let [x, y] = first;
  for (const [nextX, nextY] of rest) {
    if (nextX === x) {
      for (const lane of crossings(x, y, nextY, others)) d += `V${lane - HOP}a${HOP} ${HOP} 0 0 1 0 ${2 * HOP}`;
      d += `V${nextY}`;
    } else d += `H${nextX}`;
    [x, y] = [nextX, nextY];
  }
  return d;
}
