import { isRecent } from '../age.js';
import type { Device, DeviceDetail } from './source.js';

const dayMs = 86_400_000;
/** A stored detail older than this is asked for again (PRODUCT.md section 9, promise 3). */
const freshForMs = 30 * dayMs;
/** A device without an audit may get one within a day (datto-rmm.md section 8, observed). */
const retryUnauditedMs = dayMs;

/** The device with what its own record told, or unchanged when none was read. */
export function withDetail(device: Device, detail: DeviceDetail | undefined): Device {
  if (!detail) return device;
  return {
    ...device,
    detail: detail.state,
    detailReadAt: detail.readAt,
    serial: detail.serial ?? device.serial,
    manufacturer: detail.manufacturer ?? device.manufacturer,
    model: detail.model ?? device.model,
    nics: detail.nics.length > 0 ? detail.nics : device.nics,
    facts: { ...device.facts, ...detail.facts },
  };
}

/** Whether a stored detail still says what asking again would. */
export function isFresh(device: Device, detail: DeviceDetail | undefined, nowMs: number): boolean {
  if (!detail || detail.detailKey !== device.detailKey) return false;
  return isRecent(detail.readAt, nowMs, detail.state === 'not-audited' ? retryUnauditedMs : freshForMs);
}
