import type { DeviceDetail } from '../domain/estate/source.js';
import type { ObservationMemory } from '../ports/store.js';
import { writeRows } from './bulk.js';
import type { Engine } from './engine.js';

/** Details of single devices: read one by one, so each is kept as soon as it arrives. */
export function detailVerbs({
  profile,
  read,
  write,
}: Engine): Pick<ObservationMemory, 'details' | 'saveDetails'> {
  return {
    async details(system) {
      const rows = await read((sql) =>
        sql.all<{ body: string }>(
          'SELECT body FROM device_detail WHERE profile = ? AND system = ?',
          profile,
          system,
        ),
      );
      const details = rows.map(({ body }) => JSON.parse(body) as DeviceDetail);
      return new Map(details.map((detail) => [detail.deviceId, detail]));
    },

    async saveDetails(system, details) {
      if (details.length === 0) return;
      await write((sql) =>
        writeRows(
          sql,
          'INSERT INTO device_detail (profile, system, device_id, read_at, body)',
          details.map((detail) => [profile, system, detail.deviceId, detail.readAt, JSON.stringify(detail)]),
          'ON CONFLICT (profile, system, device_id) DO UPDATE SET read_at = excluded.read_at, body = excluded.body',
        ),
      );
    },
  };
}
