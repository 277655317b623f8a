// The site as a diagram needs it: `Layout` of `api/PROTOCOL.md`.

import type { Layout as Promised } from './openapi';

export type { Block, Gensets as Genset, Hall, Limit, Loop, Main as Transformer, MiningLoop, Row } from './openapi';

/** A diagram takes batteries as they come: a name is enough, an asset of any other kind is drawn at its bus. */
export type Layout = Omit<Promised, 'batteries'> & { batteries: unknown[] };
