/** Lets a number of requests at a time through for each entity; the others wait in order of coming. */
export class EntityGate {
  readonly #width: number;
  readonly #entities = new Map<string, { running: number; readonly queue: (() => void)[] }>();

  constructor(width: number) {
    this.#width = width;
  }

  async run<T>(entity: string, work: () => Promise<T>): Promise<T> {
    const lane = this.#entities.get(entity) ?? { running: 0, queue: [] };
    this.#entities.set(entity, lane);
    if (lane.running < this.#width) lane.running += 1;
    else await new Promise<void>((go) => lane.queue.push(go));
    try {
      return await work();
    } finally {
      const next = lane.queue.shift();
      // A waiting one takes the place over, so that nobody slips in between.
      if (next) next();
      else lane.running -= 1;
    }
  }
}

const children: Readonly<Record<string, string>> = {
  'companies/locations': 'companylocations',
  'companies/contacts': 'contacts',
};

/** Which entity's slots a path takes: child routes count on the child (doc). */
export function entityOf(path: string): string {
  const [first = '', id = '', child] = path.toLowerCase().split('/');
  if (child === undefined || !/^-?\d+$/.test(id)) return first;
  return children[`${first}/${child}`] ?? `${first}/${child}`;
}
