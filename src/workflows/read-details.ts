import { isFresh, withDetail } from '../domain/estate/detail.js';
import type { Device, DeviceDetail } from '../domain/estate/source.js';
import type { Hop } from '../domain/hops/hop.js';
import type { Session } from '../ports/session.js';

const savedAtOnce = 100;

/** Details known from earlier runs, laid over the devices whose lists still say the same. */
export async function withStoredDetails(
  session: Session,
  hop: Hop,
  devices: readonly Device[],
): Promise<{ devices: readonly Device[]; stored: ReadonlyMap<string, DeviceDetail> }> {
  const stored = await session.store.observations.details(hop.source);
  const known = (device: Device) => {
    const detail = stored.get(device.id);
    return detail?.detailKey === device.detailKey ? detail : undefined;
  };
  return { devices: devices.map((device) => withDetail(device, known(device))), stored };
}

/**
 * Reads what is missing, keeps each answer as it arrives, and answers with all devices as far as they are known now.
 * `failed` names devices whose own record could not be read: nothing is created for them.
 */
export async function readDetails(
  session: Session,
  hop: Hop,
  devices: readonly Device[],
  stored: ReadonlyMap<string, DeviceDetail>,
  wants: (device: Device) => boolean,
): Promise<{ devices: readonly Device[]; failed: ReadonlyMap<string, string> }> {
  const now = session.clock.now();
  const missing = devices.filter((device) => wants(device) && !isFresh(device, stored.get(device.id), now));
  if (missing.length === 0) return { devices, failed: new Map() };

  const source = await session.source(hop.source);
  const step = session.progress.step('Reading device details', missing.length);
  const keeper = keepInBatches(session, hop);
  const arrived = new Map<string, DeviceDetail>();
  try {
    const { failed } = await source.details(missing, (detail) => {
      arrived.set(detail.deviceId, detail);
      keeper.add(detail);
      step.advance();
    });
    return { devices: devices.map((device) => withDetail(device, arrived.get(device.id))), failed };
  } finally {
    await keeper.flush();
    step.done(`${arrived.size} of ${missing.length} device details`);
  }
}

/** Stores details while more arrive, one transaction a hundred, in the order of arrival. */
function keepInBatches(
  session: Session,
  hop: Hop,
): { add(detail: DeviceDetail): void; flush(): Promise<void> } {
  let waiting: DeviceDetail[] = [];
  let writing: Promise<void> = Promise.resolve();
  const write = () => {
    const batch = waiting;
    waiting = [];
    if (batch.length > 0)
      writing = writing.then(() => session.store.observations.saveDetails(hop.source, batch));
  };
  return {
    add(detail) {
      waiting.push(detail);
      if (waiting.length >= savedAtOnce) write();
    },
    async flush() {
      write();
      await writing;
    },
  };
}
