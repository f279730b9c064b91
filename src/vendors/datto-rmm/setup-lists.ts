import { PermissionRefused } from '../../errors.js';
import type { SetupInputs, SetupLists } from '../../ports/setup.js';
import { fellShort } from './completeness.js';
import { readPages } from './pages.js';
import type { ClientParts } from './parts.js';
import { type UserRow, userPage } from './schema.js';

const userRows = userPage.transform(({ pageDetails, users }) => ({ pageDetails, rows: users }));

/**
 * The users of the account by name (`GET /v2/account/users`, spec), in one request for every 250. A key that may not
 * list them leaves them out, with the reason.
 */
export async function readSetupLists({
  api,
  clock,
}: ClientParts): Promise<SetupLists<SetupInputs['datto-rmm']>> {
  try {
    const list = await readPages<UserRow>(api, { family: '/v2/account/users' }, userRows);
    if (list.rows.length === 0 && list.failures[0])
      return { inputs: {}, missing: { users: list.failures[0].why } };
    const records = list.rows.map(({ name }) => ({ name }));
    return { inputs: { users: { records, complete: !fellShort(list), readAt: clock.now() } }, missing: {} };
  } catch (error) {
    if (!(error instanceof PermissionRefused)) throw error;
    return { inputs: {}, missing: { users: error.message } };
  }
}
