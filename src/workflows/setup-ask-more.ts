import { type FactInputs, itemsToLookUp, unidentifiedSites } from '../domain/setup/index.js';
import { AppError, UsageError } from '../errors.js';
import type { Session } from '../ports/session.js';
import { leanListerOf, psaLookUpOf } from '../ports/setup.js';
import type { Gap } from './setup-read.js';

/** So many configuration items are looked up by their PSA id at most, one request each. */
const sampleSize = 20;

/** What the lists of all systems together left open, asked for where it tells something new; with what failed. */
export interface Asked<Inputs> {
  readonly inputs: Inputs;
  readonly gaps: readonly Gap[];
}

type DattoRmm = NonNullable<FactInputs['dattoRmm']>;
type ItGlue = NonNullable<FactInputs['itGlue']>;

/** Adapters of the sites that hold a device which no list identifies. `null`: nothing was asked. */
export async function askAdapters(
  session: Session,
  port: object,
  inputs: FactInputs,
): Promise<Asked<DattoRmm> | null> {
  const lister = leanListerOf(port);
  const { dattoRmm } = inputs;
  const sites = lister ? unidentifiedSites(inputs) : [];
  if (!lister || !dattoRmm?.devices || sites.length === 0) return null;
  const { devices } = dattoRmm;
  return inStep(session, `Reading adapters of ${sites.length} sites`, dattoRmm, async () => {
    const { adapters, failures } = await lister.adaptersOf(sites);
    const records = devices.records.map((device) => {
      const nics = adapters.get(device.id);
      return nics === undefined ? device : { ...device, nics };
    });
    const complete = devices.complete && failures.length === 0;
    return {
      inputs: { ...dattoRmm, devices: { ...devices, records, complete } },
      gaps: failures.slice(0, 1).map(({ request, why }) => ({ what: 'devices', why: `${request}: ${why}` })),
    };
  });
}

/** A sample of the items that no list shows a link for, by their PSA ids. `null`: nothing was asked. */
export async function askForItems(
  session: Session,
  port: object,
  inputs: FactInputs,
): Promise<Asked<ItGlue> | null> {
  const lookUp = psaLookUpOf(port);
  const { itGlue } = inputs;
  const ids = lookUp ? itemsToLookUp(inputs, sampleSize) : [];
  if (!lookUp || !itGlue || ids.length === 0) return null;
  return inStep(session, `Looking up ${ids.length} devices by their Autotask ids`, itGlue, async () => {
    const itemSample = [];
    for (const itemId of ids) itemSample.push({ itemId, found: await lookUp.hasPsaItem(itemId) });
    return { inputs: { ...itGlue, itemSample }, gaps: [] };
  });
}

/** What fails for good is told and leaves the inputs as they were. */
async function inStep<Inputs>(
  session: Session,
  label: string,
  before: Inputs,
  ask: () => Promise<Asked<Inputs>>,
): Promise<Asked<Inputs>> {
  const step = session.progress.step(label, null);
  try {
    const asked = await ask();
    step.done();
    return asked;
  } catch (error) {
    step.done('could not be read');
    if (!(error instanceof AppError) || error instanceof UsageError || session.signal.aborted) throw error;
    return { inputs: before, gaps: [{ what: label.toLowerCase(), why: error.message }] };
  }
}
