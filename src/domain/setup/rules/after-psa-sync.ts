import { attested, knowledge } from '../rule.js';

export const invitesReviewed = attested({
  id: 'B-18',
  kind: 'note',
  severity: 'info',
  title: 'The invite screen after the first sync was unticked, used on purpose, or skipped',
  why: 'It lists every licensed user, all ticked: people get invitations that nobody meant to send.',
  fix: 'On the invite screen: untick all, tick whom you mean, or Skip.',
  after: ['B-15'],
});

export const fieldNamesDiffer = knowledge({
  id: 'B-19',
  title: 'The two products name the same field differently',
  why: 'A value is looked for, or changed, in the wrong place.',
  fix: 'IT Glue name = Autotask reference name (else product name), asset tag = reference number, type = configuration item type, status = active, installed at = install date, model = manufacturer product number; notes, serial, expiration and location are named alike. The whole table: trilink config authority autotask:it-glue',
  after: ['B-17'],
});
