export { hopOf, scopeOf, systemName } from './applies.js';
export { expiryOf, isAttestable, type StepAttestation } from './attestation.js';
export { type FactId, type FactValues, factIds, factLabels } from './catalogue.js';
export { type Cause, causesOf } from './causes.js';
export { defaultOrder } from './default-order.js';
export { evaluateSetup } from './evaluate.js';
export { type Fact, type FactTable, known, unknown } from './fact.js';
export { deriveFacts } from './facts/index.js';
export {
  type AutotaskCompany,
  type AutotaskInputs,
  type AutotaskItem,
  type DattoRmmInputs,
  type FactInputs,
  type ItGlueInputs,
  type Ledger,
  type Listed,
  ledgerOf,
  type SyncroInputs,
} from './facts/inputs.js';
export { itemsToLookUp, unidentifiedSites } from './facts/worth-asking.js';
export type { Finding, FindingStatus, FindingSummary, SetupCheck } from './finding.js';
export { type GuideStep, gateOf, type HopGate, nextStep, walk } from './guide.js';
export { type HardStop, hardStopSteps, hardStops, type Withheld } from './hard-stops.js';
export { type CheckRecord, compareChecks, recordOf, type StepChange } from './history.js';
export { type FindingGroup, groupByHop, hopTitles, integrationOf, ruleOf, statusLabels } from './labels.js';
export { type NewClientStep, newClientWalk } from './new-client.js';
export {
  type PreConnectionCompany,
  type PreConnectionRow,
  preConnectionCounts,
  preConnectionReport,
} from './pre-connection-report.js';
export {
  defaultThresholds,
  type FindingEvidence,
  type HopMode,
  type RunHop,
  type SetupHop,
  type SetupRule,
  type SetupScope,
  type Severity,
  type StepId,
  type Thresholds,
} from './rule.js';
export { withheldIds } from './withheld.js';
