/**
 * The one schema, for SQLite today and PostgreSQL later: ids and JSON as text, times as integer milliseconds, yes and
 * no as 1 and 0. Every table but the pacing ones belongs to a profile.
 */
export interface Tables {
  schema_version: { version: number };
  entry: { profile: string; key: string; value: string };
  account: { profile: string; system: string; id: string; name: string | null };
  refusal: { profile: string; system: string; credential: string; at: number; message: string };
  run: RunTable;
  plan_claim: { profile: string; plan_id: string; run_id: string; at: number };
  reading: ReadingTable;
  body: { id: number; text: string };
  observation: ObservationTable;
  device_detail: { profile: string; system: string; device_id: string; read_at: number; body: string };
  publication: { profile: string; integration: string; hop_started_at: number };
  item: ItemTable;
  standing: StandingTable;
  decision: DecisionTable;
  ignore_rule: { profile: string; integration: string; id: string; at: number; body: string };
  change: ChangeTable;
  written: WrittenTable;
  hold: HoldTable;
  lease: LeaseTable;
  permit_bucket: { bucket: string; window_ms: number; stop_until: number };
  permit_block: { bucket: string; at: number; granted: number };
  attestation: {
    profile: string;
    step: string;
    by: string;
    note: string | null;
    at: number;
    expires_at: number;
  };
  setup_check: { profile: string; position: number; at: number; body: string };
}

export interface RunTable {
  profile: string;
  id: string;
  position: number;
  kind: string;
  dry_run: number;
  status: string;
  exit_code: number | null;
  reason: string | null;
  started_at: number;
  finished_at: number | null;
  about: string | null;
  document: string | null;
}

export interface ReadingTable {
  profile: string;
  system: string;
  type: string;
  position: number;
  started_at: number;
  finished_at: number;
  complete: number;
  /** The whole outcome, JSON. */
  outcome: string;
}

/** Narrow, so that a read that finds everything as it was rewrites no body: those lie in `body`. */
export interface ObservationTable {
  profile: string;
  system: string;
  type: string;
  id: string;
  scope_id: string | null;
  name: string;
  first_seen_at: number;
  last_seen_at: number;
  hash: string;
  body_id: number;
}

export interface ItemTable {
  profile: string;
  integration: string;
  kind: string;
  source_id: string;
  site_id: string | null;
  status: string;
  run_id: string;
  at: number;
  hash: string;
  body_id: number;
}

export interface StandingTable {
  profile: string;
  integration: string;
  kind: string;
  source_id: string;
  target_id: string;
  decided_by: string;
  engine: number;
  site_id: string | null;
  organization_id: string | null;
  evidence: string;
}

export interface DecisionTable {
  profile: string;
  integration: string;
  sequence: number;
  kind: string;
  source_id: string;
  verb: string;
  target_id: string | null;
  old_target_id: string | null;
  by: string;
  who: string | null;
  note: string | null;
  at: number;
}

export interface ChangeTable {
  profile: string;
  run_id: string;
  change_id: string;
  position: number;
  system: string;
  type: string;
  action: string;
  item: string;
  state: string;
  attempt: number;
  batch: string | null;
  fence: number;
  target_id: string | null;
  before: string;
  after: string;
  echoed: string | null;
  fitted: string;
  error: string | null;
  at: number;
  body: string;
}

export interface WrittenTable {
  profile: string;
  system: string;
  type: string;
  target_id: string;
  field: string;
  sent: string;
  echoed: string;
  run_id: string;
}

export interface HoldTable {
  profile: string;
  integration: string;
  item: string;
  type: string;
  /** Empty for a creation that has no record. */
  target_id: string;
  field: string;
  run_id: string;
}

export interface LeaseTable {
  profile: string;
  target: string;
  /** Only ever grows; the row stays after a release. */
  fence: number;
  held: number;
  host: string;
  boot_id: string;
  pid: number;
  process_started_at: string;
  run_id: string;
  since: number;
  until: number;
}
