import { connector, menus } from '../menus.js';
import { good, many, missing, outOf, problem, reads, suggested, unsure, wrong, wrongEach } from '../rule.js';
import { judgeAge } from './rmm-sync-running.js';

export const psaFirst = suggested({
  id: 'S-01',
  kind: 'warning',
  severity: 'critical',
  title: 'With another PSA, RMM to PSA and PSA to IT Glue were synced before Syncro to IT Glue',
  why: 'Syncro makes its own configurations, and the PSA sync makes them a second time.',
  fix: 'Finish Autotask to IT Glue first (B-17); repair what S-27 lists.',
  about: 'data',
  needs: ['syncro', 'autotask', 'it-glue'],
  sharesEvidence: ['rmm-before-psa'],
  check: reads(['unowned'], ({ unowned }) => {
    const twins = unowned.either;
    if (twins.inPsa === 0)
      return good('no configuration with RMM data stands beside one that Autotask knows');
    return wrong(
      `${many(twins.inPsa, 'configuration')} with RMM data and no link to Autotask, although Autotask has the device`,
      twins.newestTwinAt,
    );
  }),
});

export const hostReady = suggested({
  id: 'S-02',
  kind: 'note',
  title: 'The Syncro host has a trusted certificate, and an administrator or manager connects it',
  why: 'It does not connect; a manager sees only the organizations granted.',
  fix: 'Use the full host name of the account (name.syncromsp.com), and connect as Administrator.',
  check: reads(['certificates'], ({ certificates }) => {
    const syncro = certificates.filter((certificate) => certificate.host.includes('syncro'));
    if (syncro.length === 0) return unsure('the Syncro host was not called over TLS');
    const problems = syncro
      .filter((certificate) => !certificate.trusted)
      .map((certificate) => problem(certificate.host, 'has a certificate that is not trusted'));
    return wrongEach(problems, good('the certificate of the Syncro host is trusted'));
  }),
  sharesEvidence: ['certificates'],
});

export const dedicatedAccount = suggested({
  id: 'S-20',
  kind: 'recommendation',
  title: 'Syncro has an account of its own for IT Glue, which may see the wanted assets',
  why: 'Assets outside its role and scope are missing in IT Glue.',
  fix: `${menus.syncroUsers} > new user named itglue > role and scope`,
  check: reads(['syncroCustomers'], ({ syncroCustomers }) =>
    syncroCustomers.assets > 0
      ? good(
          `${syncroCustomers.assets} assets of ${syncroCustomers.withAssets} customers are visible to trilink's own token`,
        )
      : unsure("no asset is visible to trilink's own token"),
  ),
});

export const pullAdded = suggested({
  id: 'S-21',
  title: 'The Syncro integration is added in IT Glue and connected',
  why: 'IT Glue pulls nothing.',
  fix: `${menus.itGlueNew} > Syncro > full domain name, API key (from ${menus.syncroUsers} > the user)`,
  after: ['S-02', 'S-20'],
  check: reads(['rmmRecords'], ({ rmmRecords }) =>
    rmmRecords.count > 0
      ? good(`${outOf(rmmRecords)} configurations show RMM data`)
      : missing('no configuration shows RMM data, so IT Glue has pulled nothing'),
  ),
});

export const pullOk = suggested({
  id: 'S-22',
  title: 'A sync from Syncro has run, and its status is OK',
  why: 'What IT Glue shows on top of a configuration is stale.',
  fix: connector('Syncro', 'Start manual sync'),
  after: ['S-21'],
  sharesEvidence: ['rmm-data-age'],
  check: reads(['rmmRecords', 'rmmRecordRecency'], ({ rmmRecords, rmmRecordRecency }) =>
    rmmRecords.count === 0 ? missing('no configuration shows RMM data') : judgeAge(rmmRecordRecency),
  ),
});
