// The site as a diagram needs it: `Layout` of `api/PROTOCOL.md`.

export interface Limit {
  name: string;
  value: number;
}

export interface Transformer {
  id: string;
  bus: string;
  rated_va: number;
  high_breaker: string;
  low_breaker: string;
  in_service: boolean;
  /** By quantity, as in `hotspot_c`. */
  limits: Record<string, Limit[]>;
}

export interface Row {
  id: string;
  model: string;
  machines_count: number;
  unit: string;
}

export interface Block {
  id: string;
  feeder: string;
  bus: string;
  units: string[];
  rows: Row[];
  pad: string | null;
  in_service: boolean;
}

export interface Hall {
  id: string;
  feeds: { feeder: string; bus: string; unit: string }[];
  rack_model: string;
  rack_count: number;
  rated_it_w: number;
  ups: string | null;
  loop: string | null;
  gensets: string[];
  redundancy: string;
  in_service: boolean;
}

export interface Loop {
  id: string;
  hall: string;
  groups: { id: string; what: string; count: number }[];
}

export interface Genset {
  id: string;
  engine_count: number;
  rated_w: number;
  halls: string[];
}

export interface Layout {
  site_id: string;
  title: string;
  tz: string;
  contracted_w: number;
  kv: number;
  interconnect: string;
  transformers: Transformer[];
  buses: { id: string; kv: number }[];
  ties: { id: string; from_bus: string; to_bus: string }[];
  feeders: { id: string; bus: string }[];
  blocks: Block[];
  halls: Hall[];
  loops: Loop[];
  gensets: Genset[];
  batteries: unknown[];
}
