import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Device } from '../../../src/domain/estate/source.js';
import type { Configuration } from '../../../src/domain/estate/target.js';
import { matchDevices } from '../../../src/domain/matching/devices/match-devices.js';
import type { InputFile } from '../../../src/workflows/match-files/input-file.js';
import {
  type MatchFilesRequest,
  type MatchFilesSummary,
  matchFiles,
} from '../../../src/workflows/match-files/match-files.js';
import { configuration, device, input } from '../../domain/matching/devices/estate.js';

export interface DeviceLine {
  uid: string;
  siteId: string | number;
  hostname?: string | null;
  serialNumber?: string | null;
  macAddresses?: string[];
  lastSeen?: string | null;
}

export interface ConfigurationLine {
  id: string;
  organization_id: string;
  name?: string | null;
  hostname?: string | null;
  serial_number?: string | null;
  mac_address?: string | null;
  interfaces?: { mac_address: string | null }[];
  archived?: boolean;
  psa?: boolean;
}

/** A file, called by its path. */
export function inputFile(file: string): InputFile {
  return { name: file, path: file };
}

/** A folder that is removed when the test is done with it. */
export async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'trilink-files-'));
  try {
    return await use(folder);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

export const sitesText = 'site_id\tsite_name\torganization_id\ns1\tOne\to1\ns2\tTwo\to2\ns9\tNine\t\n';

/** Writes the files, matches them, and answers what was written, line by line. */
export async function matchTexts(
  folder: string,
  texts: { devices: string; configurations: string; sites?: string },
  options: Partial<MatchFilesRequest> & { extension?: string } = {},
): Promise<{ lines: unknown[]; text: string; summary: MatchFilesSummary }> {
  const { extension = 'jsonl', ...request } = options;
  const file = (name: string, text: string) => {
    const target = path.join(folder, name);
    fs.writeFileSync(target, text);
    return inputFile(target);
  };
  const chunks: Buffer[] = [];
  const summary = await matchFiles({
    devices: file(`devices.${extension}`, texts.devices),
    configurations: file(`configurations.${extension}`, texts.configurations),
    sites: file('sites.tsv', texts.sites ?? sitesText),
    output: (chunk) => {
      chunks.push(Buffer.from(chunk));
    },
    skipBadLines: false,
    worker: null,
    ...request,
  });
  const text = Buffer.concat(chunks).toString('utf8');
  const lines = text.split('\n').filter(Boolean);
  return { lines: lines.map((line) => JSON.parse(line)), text, summary };
}

export function linesOf(records: readonly object[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('');
}

/** What the decision over records in memory says about the same lines, in the order of the devices. */
export function inMemory(
  devices: readonly DeviceLine[],
  configurations: readonly ConfigurationLine[],
  organizationOf: ReadonlyMap<string, string> = new Map([
    ['s1', 'o1'],
    ['s2', 'o2'],
  ]),
): unknown[] {
  const verdicts = new Map(
    matchDevices(input(devices.map(deviceOf), configurations.map(configurationOf), { organizationOf })).map(
      (one) => [one.sourceId, one],
    ),
  );
  return devices.map(({ uid }) => {
    const verdict = verdicts.get(uid);
    return {
      device: uid,
      status: verdict?.status,
      configuration: verdict?.targetId,
      candidates: verdict?.candidates.map(({ id, confidence, evidence }) => ({ id, confidence, evidence })),
    };
  });
}

function deviceOf(line: DeviceLine): Device {
  return device(line.uid, {
    siteId: String(line.siteId),
    hostname: line.hostname ?? '',
    serial: line.serialNumber ?? null,
    macs: line.macAddresses ?? [],
    lastSeenAt: line.lastSeen ? Date.parse(line.lastSeen) : null,
  });
}

function configurationOf(line: ConfigurationLine): Configuration {
  return configuration(line.id, {
    organizationId: line.organization_id,
    name: line.name ?? '',
    hostname: line.hostname ?? null,
    serial: line.serial_number ?? null,
    macs: [line.mac_address ?? '', ...(line.interfaces ?? []).map((one) => one.mac_address ?? '')],
    archived: line.archived ?? false,
    psa: line.psa ?? false,
  });
}
