import {
  type PreConnectionCompany,
  type PreConnectionRow,
  preConnectionCounts,
} from '../../domain/setup/index.js';
import type { Screen } from '../screen.js';

/** So many devices are shown; csv, markdown, html and json have all. */
const mostDevices = 30;

/** The pre-connection report for people: the totals, a line a company, then the devices that need work, worst first. */
export function reportText(report: readonly PreConnectionCompany[], screen: Screen): string {
  const counts = preConnectionCounts(report);
  const open = report
    .flatMap((company) => company.rows.flatMap((row) => (needsWork(row) ? [{ company, row }] : [])))
    .sort((a, b) => urgency(a.row) - urgency(b.row));
  const hidden = open.length - mostDevices;
  return [
    screen.paint.bold('If Autotask were connected to IT Glue now'),
    `  ${counts.items} devices: ${counts.willMatch} will match, ${counts.willDuplicate} will be duplicated or mixed up`,
    companyTable(report, screen),
    ...(open.length > 0 ? [screen.paint.bold('Devices that need work'), deviceTable(open, screen)] : []),
    ...(hidden > 0 ? [`  and ${hidden} more: trilink setup check --step B-03 --format csv`] : []),
  ].join('\n');
}

function companyTable(report: readonly PreConnectionCompany[], screen: Screen): string {
  const rows = report.map((company) => ({ company, counts: preConnectionCounts([company]) }));
  const number = (count: number) => (count === 0 ? '-' : String(count));
  return screen.table(rows, {
    columns: [
      { header: 'Company', value: ({ company }) => placeName(company), shrinkTo: 16 },
      { header: 'Devices', value: ({ counts }) => String(counts.items) },
      { header: 'Match', value: ({ counts }) => number(counts.willMatch) },
      { header: 'Double', value: ({ counts }) => number(counts.willDuplicate) },
      { header: 'New', value: ({ company }) => number(madeAnew(company)) },
      { header: 'No serial', value: ({ counts }) => number(counts.withoutSerial) },
      { header: 'No type', value: ({ counts }) => number(counts.withoutType) },
      { header: 'No place', value: ({ counts }) => number(counts.withoutLocation) },
    ],
  });
}

const madeAnew = ({ rows }: PreConnectionCompany): number =>
  rows.filter(({ outcome }) => outcome === 'create').length;

type OpenDevice = { readonly company: PreConnectionCompany; readonly row: PreConnectionRow };

function deviceTable(open: readonly OpenDevice[], screen: Screen): string {
  return screen.table(open.slice(0, mostDevices), {
    columns: [
      { header: 'Company', value: ({ company }) => placeName(company), shrinkTo: 16 },
      { header: 'Device', value: ({ row }) => row.item, shrinkTo: 12 },
      { header: 'Outcome', value: ({ row }) => row.outcome },
      { header: 'Missing', value: ({ row }) => row.missing.join(', ') || '-', shrinkTo: 8 },
      { header: 'Why', value: ({ row }) => row.detail, shrinkTo: 20 },
    ],
  });
}

/** What is mixed up or doubled cannot be taken back; what is missing can be filled in later. */
function urgency({ outcome, sharesSerial, missing }: PreConnectionRow): number {
  if (outcome === 'mismatch') return 0;
  if (outcome === 'duplicate' || sharesSerial) return 1;
  return 5 - missing.length;
}

function placeName({ company, organization }: PreConnectionCompany): string {
  if (organization === null) return `${company} (no organization)`;
  return organization === company ? company : `${company} = ${organization}`;
}

function needsWork(row: PreConnectionRow): boolean {
  return row.outcome !== 'match' || row.missing.length > 0 || row.sharesSerial;
}

/** One row a device, and one for a company without any: for csv and ndjson. */
export function reportRows(report: readonly PreConnectionCompany[]): readonly Record<string, unknown>[] {
  return report.flatMap(({ companyId, company, organizationId, organization, rows }) => {
    const place = { companyId, company, organizationId, organization };
    const devices: readonly Record<string, unknown>[] =
      rows.length > 0 ? rows.map(({ ...row }) => row) : [noDevice];
    return devices.map((device) => ({ ...place, ...device }));
  });
}

const noDevice = {
  itemId: null,
  item: null,
  outcome: null,
  configurationId: null,
  configuration: null,
  missing: [],
  sharesSerial: false,
  detail: 'no device in Autotask',
};
