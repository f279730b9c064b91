import type { IgnoreRule } from './verdict.js';

/** What a rule looks at. `deviceClass` is `null` where it is not known. */
export interface RuleSubject {
  readonly kind: string;
  readonly name: string;
  readonly siteId: string | null;
  readonly deviceClass: string | null;
}

/** Whether a standing rule takes this record out: every condition that it names must hold. Case does not matter. */
export function isIgnoredByRule(rule: IgnoreRule, subject: RuleSubject): boolean {
  if (rule.kind !== subject.kind) return false;
  if (rule.siteId === null && rule.deviceClass === null && rule.namePattern === null) return false;
  if (rule.siteId !== null && rule.siteId !== subject.siteId) return false;
  if (rule.deviceClass !== null && !isSameClass(rule.deviceClass, subject.deviceClass)) return false;
  return rule.namePattern === null || matchesPattern(rule.namePattern, subject.name);
}

function isSameClass(wanted: string, found: string | null): boolean {
  return wanted.toLowerCase() === found?.toLowerCase();
}

/** `*` stands for any text, `?` for one character; case does not matter. Linear in both lengths times one another. */
function matchesPattern(pattern: string, name: string): boolean {
  const wanted = [...pattern.toLowerCase()];
  const text = [...name.toLowerCase()];
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    if (wanted[p] === '*') {
      star = p++;
      resume = t;
    } else if (p < wanted.length && (wanted[p] === '?' || wanted[p] === text[t])) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++resume;
    } else return false;
  }
  while (wanted[p] === '*') p++;
  return p === wanted.length;
}
