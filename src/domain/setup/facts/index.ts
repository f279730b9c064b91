import { type FactTable, known, unknown } from '../fact.js';
import { preConnectionCounts, preConnectionReport } from '../pre-connection-report.js';
import { autotaskCatalogueFacts } from './autotask-catalogue.js';
import { autotaskItemFacts } from './autotask-items.js';
import { connectionFacts } from './connections.js';
import { derive, gapIn, youngest } from './derive.js';
import { duplicateFacts } from './duplicates.js';
import { type EstateIndex, indexEstate } from './estate-index.js';
import type { FactInputs } from './inputs.js';
import { psaLinkFacts } from './psa-links.js';
import { rmmRecordFacts } from './rmm-records.js';
import { type RmmTies, tieRmmRecords } from './rmm-ties.js';
import { readSettlement, type SettlementReader } from './settlement.js';
import { siteFacts } from './sites.js';
import { syncroFacts } from './syncro.js';

/** Every fact that these inputs can tell. Pure: the same inputs give the same table. */
export function deriveFacts(inputs: FactInputs): FactTable {
  const index = indexEstate(inputs);
  const ties = tieRmmRecords(index);
  const datto = settlementOf(index, 'dattoRmm', ties);
  const syncro = settlementOf(index, 'syncro', ties);
  return {
    ...autotaskItemFacts(index),
    ...autotaskCatalogueFacts(index),
    ...siteFacts(index),
    ...connectionFacts(inputs),
    ...psaLinkFacts(index),
    ...rmmRecordFacts(index, ties),
    ...dattoSettlementFacts(index, datto),
    ...duplicateFacts(index, datto, ties),
    ...syncroFacts(index, syncro),
    preConnection: preConnection(index),
  };
}

function settlementOf(index: EstateIndex, system: 'dattoRmm' | 'syncro', ties: RmmTies): SettlementReader {
  const own = index.inputs[system];
  const ledger = index.inputs.ledger?.[system === 'dattoRmm' ? 'C' : 'S'];
  const rmm = { sites: own?.sites?.records ?? [], devices: own?.devices?.records ?? [], ledger };
  return readSettlement(index, rmm, ties);
}

function dattoSettlementFacts(
  index: EstateIndex,
  settlement: SettlementReader,
): Pick<FactTable, 'sitesSettled' | 'devicesSettled' | 'deviceLadder'> {
  const { dattoRmm, itGlue } = index.inputs;
  const sources = {
    'the sites of Datto RMM': dattoRmm?.sites,
    'the devices of Datto RMM': dattoRmm?.devices,
    'the organizations of IT Glue': itGlue?.organizations,
    'the configurations of IT Glue': itGlue?.configurations,
  };
  return {
    sitesSettled: derive('sitesSettled', sources, () => settlement.sites),
    devicesSettled: derive('devicesSettled', sources, () => settlement.devices),
    deviceLadder: derive('deviceLadder', sources, () => ({ value: settlement.ladder })),
  };
}

function preConnection(index: EstateIndex): FactTable['preConnection'] {
  const { inputs } = index;
  const sources = {
    'the companies of Autotask': inputs.autotask?.companies,
    'the configuration items of Autotask': inputs.autotask?.items,
    'the organizations of IT Glue': inputs.itGlue?.organizations,
    'the configurations of IT Glue': inputs.itGlue?.configurations,
  };
  const gap = gapIn(sources);
  if (gap) return unknown('preConnection', gap, youngest(sources));
  const report = preConnectionReport(inputs, index);
  return known('preConnection', preConnectionCounts(report), {
    asOf: youngest(sources),
    examples: report.flatMap((company) =>
      company.rows
        .filter((row) => row.outcome === 'duplicate' || row.outcome === 'mismatch' || row.sharesSerial)
        .map((row) => `${row.item} (${company.company}): ${row.detail}`),
    ),
  });
}
