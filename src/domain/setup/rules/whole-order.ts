import type { FactValues } from '../catalogue.js';
import { good, knowledge, many, modeOf, type Outcome, reads, suggested, unsure, wrong } from '../rule.js';

const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** A configuration that the RMM made beside one that the PSA knows proves it; dates alone suggest it. */
function judgeOrder(
  first: FactValues['firstSeen'],
  twins: { inPsa: number; newestTwinAt: number | null } | null,
): Outcome {
  if (twins && twins.inPsa > 0) {
    const detail = `${many(twins.inPsa, 'configuration')} with RMM data and no link to Autotask, although Autotask has the device: the RMM was matched before the PSA sync had finished`;
    return wrong(detail, twins.newestTwinAt);
  }
  const layers = [
    { name: 'the first RMM device in Autotask', at: first.itemAt },
    { name: 'the first configuration linked to Autotask', at: first.linkedConfigurationAt },
    { name: 'the first configuration with RMM data', at: first.rmmConfigurationAt },
  ].flatMap((layer) => (layer.at === null ? [] : [{ name: layer.name, at: layer.at }]));
  for (const [index, later] of layers.entries()) {
    const earlier = layers[index - 1];
    if (earlier && earlier.at > later.at) {
      return wrong(
        `${later.name} (${day(later.at)}) is older than ${earlier.name} (${day(earlier.at)})`,
        later.at,
      );
    }
  }
  if (layers.length < 2)
    return unsure('fewer than two of the three layers hold anything, so there is no order to see');
  return good(layers.map((layer) => `${layer.name}: ${day(layer.at)}`).join(', '));
}

export const safeOrder = suggested({
  id: 'X-01',
  kind: 'recommendation',
  title: 'RMM to PSA came first, then PSA to IT Glue, then RMM to IT Glue',
  why: 'A hop that runs before the one it rests on leaves duplicate or unmatched configurations that need manual repair.',
  fix: 'Repair what C-26 and C-25 list: match the RMM data to the configuration that Autotask knows, then archive the other one. When nothing is left to repair, confirm it with: trilink setup attest X-01',
  about: 'data',
  needs: ['autotask', 'it-glue'],
  sharesEvidence: ['rmm-before-psa'],
  note: 'Creation dates only suggest an order: a configuration written by hand years earlier and matched later looks like an early one. IT Glue keeps its logs for 30 days only.',
  check: reads(
    ['firstSeen'],
    ({ firstSeen, unowned }, scope) =>
      judgeOrder(
        firstSeen,
        unowned ? (modeOf(scope, 'C') === 'sync' ? unowned.either : unowned.native) : null,
      ),
    ['unowned'],
  ),
});

export const compareExisting = knowledge({
  id: 'X-02',
  kind: 'recommendation',
  title: 'A hop that exists already is compared with the advice, not skipped',
  why: 'Old wrong settings persist when a set-up guide skips what is there.',
  fix: 'Run: trilink setup check',
  needs: [],
});

export const authority = knowledge({
  id: 'X-03',
  kind: 'fact',
  title:
    'Autotask is the authority in IT Glue; Datto RMM is it in itself and on its mapped records in Autotask',
  why: 'Nothing that goes straight from Datto RMM to IT Glue is authoritative, so the wrong source must not win there.',
  fix: 'See who owns each field with: trilink config authority',
  needs: [],
  note: 'The mapping page says that the RMM wins in the view, the guide and the Datto RMM help that Autotask is the authority. Used: stored attributes follow Autotask, RMM data on top is for display.',
});

export const overlay = knowledge({
  id: 'X-04',
  kind: 'fact',
  title:
    'RMM values that IT Glue shows on a matched configuration lie on top; the stored ones stay those of the PSA',
  why: 'Who takes the overlay for stored data looks for it in exports and API answers, where it is not.',
  fix: 'Compare the stored values with: trilink sync plan',
  needs: [],
});
