import { connector, menus } from '../menus.js';
import { decided, good, knowledge, many, reads, wrong } from '../rule.js';

export const noOrphans = decided({
  id: 'B-01',
  kind: 'warning',
  title: 'No record in IT Glue is orphaned by a former PSA or a narrowed sync',
  why: 'Disconnecting a former PSA orphans what it synced: such records are no longer updated, and nobody is told.',
  fix: `${connector('Autotask', 'Settings')}: widen the filters if the record is still managed. Otherwise match it to its Autotask record or archive it (${menus.itGlueOrganizations} > the organization > Configurations).`,
  note: 'Orphaned also means: deleted in the PSA, or no longer meeting the sync settings.',
  check: reads(['orphanedRecords'], ({ orphanedRecords: orphaned }) => {
    const count = orphaned.organizations + orphaned.configurations;
    if (count === 0) return good(`none of ${orphaned.of} records is orphaned`);
    return wrong(
      `orphaned: ${many(orphaned.organizations, 'organization')} and ${many(orphaned.configurations, 'configuration')}`,
    );
  }),
});

export const matchesBeforeCreating = knowledge({
  id: 'B-02',
  kind: 'fact',
  title: 'IT Glue tries to match existing configurations to Autotask devices before it creates any',
  why: 'Matching is by exact text, so a record that differs in a letter is created a second time.',
  fix: 'See what would happen in the report of B-03.',
});
