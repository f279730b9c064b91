import {
  type PreConnectionCompany,
  type PreConnectionRow,
  preConnectionCounts,
} from '../../domain/setup/index.js';
import type { Screen } from '../screen.js';

/** The pre-connection report for people: the totals, then company by company what is not simply a match. */
export function reportText(report: readonly PreConnectionCompany[], screen: Screen): string {
  const counts = preConnectionCounts(report);
  const heading = screen.paint.bold('If Autotask were connected to IT Glue now');
  const totals = `  ${counts.items} devices: ${counts.willMatch} will match, ${counts.willDuplicate} will be duplicated or mixed up`;
  const companies = report.filter(
    (company) => company.organizationId === null || company.rows.some(needsWork),
  );
  const rows = companies.flatMap((company) => {
    const open = company.rows.filter(needsWork);
    return (open.length > 0 ? open : [null]).map((row) => ({ company, row }));
  });
  if (rows.length === 0) return `${heading}\n${totals}`;
  const table = screen.table(rows, {
    columns: [
      { header: 'Company', value: ({ company }) => placeName(company), shrinkTo: 16 },
      { header: 'Device', value: ({ row }) => row?.item ?? '-', shrinkTo: 12 },
      { header: 'Outcome', value: ({ row }) => row?.outcome ?? '-' },
      { header: 'Missing', value: ({ row }) => row?.missing.join(', ') || '-', shrinkTo: 8 },
      { header: 'Why', value: ({ row }) => row?.detail ?? 'no device in Autotask', shrinkTo: 20 },
    ],
  });
  return `${heading}\n${totals}\n${table}`;
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
