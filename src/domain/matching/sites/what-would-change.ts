import type { Verdict } from '../verdict.js';

/** What a person or the next read could change about a site's verdict, most useful first. */
export function whatWouldChangeSite(verdict: Verdict): readonly string[] {
  const item = `${verdict.integration}/site/${verdict.sourceId}`;
  const hint = hints[verdict.reason?.code ?? ''];
  const ways = hint === undefined ? [] : [hint];
  if (verdict.status === 'matched') {
    const back = verdict.decidedBy === 'auto' ? `match change ${item} ID` : `match forget ${item}`;
    return [...ways, `A decision: trilink ${back}`];
  }
  if (verdict.status === 'ignored') return ways;
  const best = verdict.candidates[0]?.id ?? 'ID';
  return [...ways, `A decision: trilink match set ${item} ${best}`];
}

const hints: Readonly<Record<string, string>> = {
  'psa-id': 'Another PSA company mapped to the site, or the company deactivated.',
  'earlier-match': 'A PSA company mapped to the site that belongs to another organization.',
  'equal-name': 'Another site or organization of the same name.',
  'equal-company-name': 'Another company or organization of the same name.',
  'equal-core': 'Another site or organization of the same name, whatever its legal form.',
  'supported-name': 'The domain, phone number or devices found in another organization.',
  rival: 'One of the organizations merged, renamed or deactivated, or a PSA company mapped to the site.',
  'name-only':
    'A PSA company mapped to the site, a shared domain or phone number, or three devices matched there.',
  'name-shared': 'A PSA company mapped to the site, or the other of the same name renamed or ignored.',
  'other-name': 'The name corrected on one side, or a PSA company mapped to the site.',
  'votes-elsewhere': 'The devices documented in the organization of this name, or the site renamed.',
  inactive: 'The organization activated again.',
  'contradicts-chain': 'The PSA company of the site corrected, or a decision.',
  'engine-changed': 'A decision: the rules changed and a person must agree.',
  'no-candidate': 'An organization of this name, or a PSA company mapped to the site.',
  'organization-gone': 'The organization restored, or a decision.',
  'site-gone': 'The site back in the source, or the match withdrawn.',
  'system-site': 'A PSA company mapped to the site, for those that people may use.',
  ignored: 'The rule or decision that ignores it withdrawn.',
  create: 'The next sync, which makes the record.',
  unseen: 'A complete read of the organizations.',
};
