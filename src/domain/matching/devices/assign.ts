import { Limit } from './weights.js';

/** The hard reasons of one organization: edge i ties device `devices[i]` to configuration `configurations[i]`. */
export interface Edges {
  readonly devices: readonly number[];
  readonly configurations: readonly number[];
  /** What serial and MACs bring. */
  readonly hard: readonly number[];
  /** Whether the pair may be matched at all: enough evidence, no reason that leaves it to a person. */
  readonly strong: readonly boolean[];
}

/** Groups with more records than this on one side are settled by elimination alone. */
const SMALL = 8;

/**
 * Which edges are safe: no device and no configuration twice, and each better than every way to do without it by the
 * margin. First edges that beat all rivals at both ends are taken, and their ends leave the field, until nothing
 * changes; what is left is solved exactly where a connected group is small. The answer does not depend on the
 * order of the edges: whatever is tied is not taken.
 */
export function safeEdges(edges: Edges): number[] {
  const field = new Field(edges);
  const taken = field.eliminate();
  for (const group of field.groups()) taken.push(...solve(edges, group));
  return taken;
}

class Field {
  readonly #edges: Edges;
  readonly #byDevice: Map<number, number[]>;
  readonly #byConfiguration: Map<number, number[]>;
  readonly #gone: Uint8Array;

  constructor(edges: Edges) {
    this.#edges = edges;
    this.#byDevice = indexBy(edges.devices);
    this.#byConfiguration = indexBy(edges.configurations);
    this.#gone = new Uint8Array(edges.devices.length);
  }

  eliminate(): number[] {
    const taken: number[] = [];
    let open = edgeNumbers(this.#edges);
    while (open.length > 0) {
      const next: number[] = [];
      for (const edge of open) {
        if (this.#gone[edge] || !this.#beatsRivals(edge)) continue;
        taken.push(edge);
        for (const rival of this.#rivals(edge)) {
          this.#gone[rival] = 1;
          next.push(...this.#rivals(rival));
        }
        this.#gone[edge] = 1;
      }
      open = next.filter((edge) => !this.#gone[edge]);
    }
    return taken;
  }

  /** What is left, as connected groups of edges. */
  groups(): number[][] {
    const groups: number[][] = [];
    for (const start of edgeNumbers(this.#edges)) {
      if (this.#gone[start]) continue;
      const group = [start];
      this.#gone[start] = 1;
      for (let i = 0; i < group.length; i++) {
        for (const edge of this.#rivals(group[i] as number)) {
          if (this.#gone[edge]) continue;
          this.#gone[edge] = 1;
          group.push(edge);
        }
      }
      if (group.length > 1) groups.push(group);
    }
    return groups;
  }

  #beatsRivals(edge: number): boolean {
    const { hard, strong } = this.#edges;
    if (!strong[edge]) return false;
    const least = (hard[edge] as number) - Limit.margin;
    return this.#rivals(edge).every((rival) => this.#gone[rival] === 1 || (hard[rival] as number) <= least);
  }

  #rivals(edge: number): number[] {
    const device = this.#byDevice.get(this.#edges.devices[edge] as number) ?? [];
    const configuration = this.#byConfiguration.get(this.#edges.configurations[edge] as number) ?? [];
    return [...device, ...configuration].filter((other) => other !== edge);
  }
}

function edgeNumbers(edges: Edges): number[] {
  return Array.from(edges.devices, (_, edge) => edge);
}

function indexBy(ends: readonly number[]): Map<number, number[]> {
  const index = new Map<number, number[]>();
  ends.forEach((end, edge) => {
    const list = index.get(end);
    if (list) list.push(edge);
    else index.set(end, [edge]);
  });
  return index;
}

/** The edges of the best assignment of a small group that are worth more than the margin over the best without them. */
function solve(edges: Edges, group: readonly number[]): number[] {
  const devices = [...new Set(group.map((edge) => edges.devices[edge] as number))];
  const configurations = [...new Set(group.map((edge) => edges.configurations[edge] as number))];
  if (devices.length > SMALL || configurations.length > SMALL) return [];
  const best = (without: number) => bestTotal(edges, group, devices, configurations, without);
  const optimum = best(-1);
  return group.filter((edge) => edges.strong[edge] && optimum - best(edge) >= Limit.margin);
}

/** The greatest sum of hard evidence that gives no end twice, edge `without` left out. */
function bestTotal(
  edges: Edges,
  group: readonly number[],
  devices: readonly number[],
  configurations: readonly number[],
  without: number,
): number {
  let best = new Int32Array(1 << configurations.length).fill(-1);
  best[0] = 0;
  for (const device of devices) {
    const next = best.slice();
    for (const edge of group) {
      if (edge === without || edges.devices[edge] !== device) continue;
      const bit = 1 << configurations.indexOf(edges.configurations[edge] as number);
      for (let mask = 0; mask < best.length; mask++) {
        const before = best[mask] as number;
        if (before < 0 || mask & bit) continue;
        const sum = before + (edges.hard[edge] as number);
        if (sum > (next[mask | bit] as number)) next[mask | bit] = sum;
      }
    }
    best = next;
  }
  return best.reduce((most, sum) => Math.max(most, sum), 0);
}
