import { connector } from '../menus.js';
import { decided, reads } from '../rule.js';
import { judgeDuplicates } from './duplicate-organizations.js';

export const noDuplicateConfiguration = decided({
  id: 'C-25',
  kind: 'warning',
  title: 'Devices were matched by MAC or serial before any configuration was created',
  why: 'A configuration created beside an existing one is a duplicate; virtual servers are the usual trap.',
  fix: `List them: trilink setup check --step C-25 --json. Keep the one that the PSA knows and put the RMM data on it (trilink match change ITEM TARGET where trilink runs this hop, else ${connector('Datto RMM', 'Configurations')} > Change Match), then archive the other.`,
  after: ['C-24'],
  needs: ['it-glue'],
  concerns: ['C', 'S'],
  sharesEvidence: ['rmm-before-psa', 'duplicate-configurations'],
  check: reads(['duplicateConfigurations'], ({ duplicateConfigurations }) =>
    judgeDuplicates(duplicateConfigurations, 'configurations'),
  ),
});
