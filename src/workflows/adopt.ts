import type { IntegrationId } from '../domain/estate/systems.js';
import type { Configuration } from '../domain/estate/target.js';
import { compareDevice, compareSite } from '../domain/matching/compare.js';
import { type NativeTie, nativeTies } from '../domain/matching/native-ties.js';
import type { Decision } from '../domain/matching/verdict.js';
import type { Session } from '../ports/session.js';
import type { PublishedItem } from '../ports/store.js';
import { currentItems } from './current-items.js';
import { type Decided, settleAll } from './decide.js';
import { holderOf, organizationOfItem } from './decision-for.js';
import { decisionKey, holdingDecisions } from './memory.js';
import { type RememberedEstate, rememberedEstate } from './remembered-estate.js';

/**
 * One match of the native integration. `new`: trilink has none yet. `agrees`: trilink has the same. `disagrees`: a
 * person, trilink or the records say otherwise. `unclear`: which device it is cannot be told.
 */
export interface NativeMatch {
  readonly verdict: 'new' | 'agrees' | 'disagrees' | 'unclear';
  readonly integration: IntegrationId;
  readonly configuration: { readonly id: string; readonly name: string; readonly organization: string };
  readonly item: PublishedItem | null;
  /** What ties it to the device, or why it is not taken over. */
  readonly why: string;
  /** Whether the native integration's own company names say the same of the site. It decides nothing. */
  readonly corroborated: boolean;
  /** Whether taking over would store a decision. */
  readonly adopts: boolean;
}

export const adoptedNote = 'adopted from the native integration';

/** What the native integration matched, by what the store remembers. Stores nothing. */
export async function nativeMatches(
  session: Session,
  integration: IntegrationId | null,
): Promise<readonly NativeMatch[]> {
  const items = await currentItems(session);
  const found: NativeMatch[] = [];
  for (const id of new Set(items.map((item) => item.integration))) {
    if (integration !== null && id !== integration) continue;
    const estate = await rememberedEstate(session, id);
    const holding = holdingDecisions(await session.store.matches.decisions(id));
    const ofHop = items.filter((item) => item.integration === id);
    found.push(...matchesOf(estate, ofHop, holding));
  }
  return found.sort((a, b) => rank[a.verdict] - rank[b.verdict] || compare(a, b));
}

const rank = { disagrees: 0, unclear: 1, new: 2, agrees: 3 } as const;

function compare(a: NativeMatch, b: NativeMatch): number {
  const key = ({ configuration: { organization, name, id } }: NativeMatch) =>
    `${organization}\n${name}\n${id}`;
  return key(a) < key(b) ? -1 : 1;
}

function matchesOf(
  estate: RememberedEstate,
  items: readonly PublishedItem[],
  holding: ReadonlyMap<string, Decision>,
): readonly NativeMatch[] {
  const tieOf = nativeTies(estate.devices.values());
  const natives = [...estate.configurations.values()]
    .filter((record) => record.rmmRecords.length > 0)
    .map((record) => ({ record, tie: tieOf(record) }));
  const claims = new Map<string, number>();
  for (const { tie } of natives)
    if (tie.device) claims.set(tie.device.id, (claims.get(tie.device.id) ?? 0) + 1);
  const itemOf = new Map(items.filter((one) => one.kind === 'device').map((one) => [one.sourceId, one]));
  return natives.map(({ record, tie }) => {
    const item = itemOf.get(tie.device?.id ?? '') ?? null;
    const base = {
      integration: estate.integration,
      configuration: {
        ...{ id: record.id, name: record.name },
        organization: estate.organizations.get(record.organizationId)?.name ?? record.organizationId,
      },
      item,
      corroborated: item !== null && isCorroborated(estate, item, record),
    };
    const several = (claims.get(tie.device?.id ?? '') ?? 0) > 1;
    const judged = judge({ estate, items, holding }, record, tie, several ? null : item);
    return { ...base, ...(several ? severalRecords : judged) };
  });
}

const severalRecords = {
  ...{ verdict: 'unclear' as const, adopts: false },
  why: 'the native integration shows this device on several configurations',
};

interface Known {
  readonly estate: RememberedEstate;
  readonly items: readonly PublishedItem[];
  readonly holding: ReadonlyMap<string, Decision>;
}

type Judged = Pick<NativeMatch, 'verdict' | 'why' | 'adopts'>;

function judge(known: Known, record: Configuration, tie: NativeTie, item: PublishedItem | null): Judged {
  const no = (verdict: NativeMatch['verdict'], why: string) => ({ verdict, why, adopts: false });
  if (tie.device === null) return no('unclear', tie.why);
  if (item === null) return no('unclear', 'its device was not matched by any run yet');
  const { estate, items, holding } = known;
  const home = organizationOfItem(items, item);
  if (home === null) return no('unclear', `the site ${item.siteName ?? ''} of its device is not settled`);
  if (home !== record.organizationId) return no('disagrees', 'its device belongs to another organization');
  const device = estate.devices.get(item.sourceId);
  const serial = device && compareDevice(device, record).find((line) => line.field === 'serial');
  if (serial?.relation === 'differs')
    return no('disagrees', `the configuration has another serial: ${serial.target}`);
  const decision = holding.get(decisionKey('device', item.sourceId));
  if (decision && decision.targetId !== record.id)
    return no('disagrees', `decided otherwise: ${decision.verb}`);
  if (item.status === 'ignored') return no('disagrees', 'the device is ignored');
  const holder = holderOf(items, item, record.id);
  if (holder) return no('disagrees', `trilink matched it to ${holder.name}`);
  const by = `tied by ${tie.by}${tie.by === 'serial' ? ` ${tie.value}` : ''}`;
  if (item.status !== 'matched') return { verdict: 'new', why: by, adopts: true };
  if (item.targetId === record.id) return { verdict: 'agrees', why: by, adopts: decision === undefined };
  return no(
    'disagrees',
    `trilink matched the device to ${item.targetName ?? item.targetId ?? 'a record to be made'}`,
  );
}

function isCorroborated(estate: RememberedEstate, item: PublishedItem, record: Configuration): boolean {
  const [site, organization] = [
    estate.sites.get(item.siteId ?? ''),
    estate.organizations.get(record.organizationId),
  ];
  if (!site || !organization) return false;
  return compareSite(site, organization).some(
    (line) => line.field === 'native RMM' && line.relation === 'agrees',
  );
}

/** Stores what was shown as to be taken over. Safe to repeat: what is decided already stays as it is. */
export function adoptMatches(
  session: Session,
  matches: readonly NativeMatch[],
  who: string | null,
): Promise<readonly Decided[]> {
  const all = matches.flatMap(({ item, configuration: { id, name }, adopts }) => {
    if (!adopts || item === null) return [];
    const made = { verb: 'match', targetId: id, targetName: name, oldTargetId: null, retires: null } as const;
    return [{ item, made }];
  });
  return settleAll(session, all, { by: 'import', who, note: adoptedNote, dryRun: false });
}
