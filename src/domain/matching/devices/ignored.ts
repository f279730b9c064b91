import type { Device } from '../../estate/source.js';
import type { IgnoreRule } from '../verdict.js';

/** The first rule, by id, that takes this device out; `null` when none does. Every condition a rule names must hold. */
export function ignoringRule(device: Device, rules: readonly IgnoreRule[]): IgnoreRule | null {
  const fitting = rules.filter((rule) => rule.kind === 'device' && fits(rule, device));
  return fitting.sort((a, b) => (a.id < b.id ? -1 : 1))[0] ?? null;
}

function fits(rule: IgnoreRule, device: Device): boolean {
  const { siteId, deviceClass, namePattern } = rule;
  if (siteId === null && deviceClass === null && namePattern === null) return false;
  if (siteId !== null && siteId !== device.siteId) return false;
  if (deviceClass !== null && deviceClass.toLowerCase() !== device.deviceClass.toLowerCase()) return false;
  return namePattern === null || matchesPattern(device.hostname, namePattern);
}

/** Whether the whole name fits a pattern of `*` (anything) and `?` (one character), case-blind. Never backtracks far. */
export function matchesPattern(name: string, pattern: string): boolean {
  const [text, wanted] = [name.toLowerCase(), pattern.toLowerCase()];
  let [at, star, resume] = [0, -1, 0];
  for (let i = 0; i < text.length; ) {
    if (at < wanted.length && wanted[at] !== '*' && (wanted[at] === '?' || wanted[at] === text[i])) {
      at += 1;
      i += 1;
    } else if (wanted[at] === '*') {
      star = at;
      at += 1;
      resume = i;
    } else if (star >= 0) {
      at = star + 1;
      resume += 1;
      i = resume;
    } else return false;
  }
  while (wanted[at] === '*') at += 1;
  return at === wanted.length;
}
