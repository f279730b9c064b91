import type { AccountIdentity } from '../../ports/system.js';
import { system } from './api.js';
import { OWN_COMPANY } from './map-company.js';
import type { Parts } from './parts.js';
import { textAt } from './row.js';
import { itemBody } from './schema.js';

/**
 * The database's number, and the MSP's name as its own company has it. The zone is told to everybody, so the company is
 * asked for too: that the user is let in shows only there.
 */
export async function identityOf({
  api,
  connection,
}: Pick<Parts, 'api' | 'connection'>): Promise<AccountIdentity> {
  return connection.during(async () => {
    const asked = await api.ask({ method: 'GET', path: `Companies/${OWN_COMPANY}` });
    const item = asked.reply.status === 404 ? null : (api.shape(asked, itemBody).item ?? null);
    const { database } = await api.zone();
    return { system, id: database, name: item === null ? null : textAt(item, 'companyName') };
  });
}
