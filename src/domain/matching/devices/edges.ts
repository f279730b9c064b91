/**
 * The hard reasons of one organization: which device shares a trusted serial or MAC with which configuration. Devices and
 * configurations are numbered within the organization. Cleared and filled again for each.
 */
export class EdgeList {
  count = 0;
  device = new Int32Array(64);
  configuration = new Int32Array(64);
  /** What serial and MACs bring. */
  hard = new Int32Array(64);
  /** 1 where the pair may be matched: enough evidence, and no reason that leaves it to a person. */
  strong = new Uint8Array(64);
  /** 1 where one of the names is another record's. */
  nameElsewhere = new Uint8Array(64);
  /** Edges of device i are `start[i]` to `start[i + 1]`, when its edges were added in its turn. */
  start = new Int32Array(64);
  /** The first edge of each configuration, or -1. */
  head = new Int32Array(64);
  /** The next edge of the same configuration, or -1. */
  next = new Int32Array(64);

  clear(devices: number, configurations: number): void {
    this.count = 0;
    if (devices >= this.start.length) this.start = new Int32Array(devices * 2);
    if (configurations > this.head.length) this.head = new Int32Array(configurations * 2);
    this.head.fill(-1, 0, configurations);
  }

  add(device: number, configuration: number, hard: number, strong: boolean, nameElsewhere: boolean): void {
    if (this.count === this.device.length) this.#grow();
    const edge = this.count++;
    this.device[edge] = device;
    this.configuration[edge] = configuration;
    this.hard[edge] = hard;
    this.strong[edge] = strong ? 1 : 0;
    this.nameElsewhere[edge] = nameElsewhere ? 1 : 0;
    this.next[edge] = this.head[configuration] as number;
    this.head[configuration] = edge;
  }

  /** Whether it is the only edge of both its ends. */
  isAlone(edge: number): boolean {
    const device = this.device[edge] as number;
    const single = (this.start[device + 1] as number) - (this.start[device] as number) === 1;
    return (
      single && this.head[this.configuration[edge] as number] === edge && (this.next[edge] as number) < 0
    );
  }

  #grow(): void {
    const size = this.device.length * 2;
    this.device = larger(this.device, size);
    this.configuration = larger(this.configuration, size);
    this.hard = larger(this.hard, size);
    this.next = larger(this.next, size);
    this.strong = largerBytes(this.strong, size);
    this.nameElsewhere = largerBytes(this.nameElsewhere, size);
  }
}

function larger(list: Int32Array, size: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(size);
  copy.set(list);
  return copy;
}

function largerBytes(list: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(size);
  copy.set(list);
  return copy;
}
