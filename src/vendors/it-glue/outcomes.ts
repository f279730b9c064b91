import type { TargetType } from '../../domain/estate/target.js';
import type { Problem, WriteOutcome } from '../../ports/system.js';
import { fieldTables } from './fields.js';
import type { Attributes } from './resource.js';

const lockedWords = /cannot update a synced resource/i;

/**
 * What a refusal says, field by field. The pointer may lack its first slash and may use underscores, the detail may be
 * missing, and the body may be no JSON at all (itglue.md section 3, observed).
 */
export function problemsIn(type: TargetType, body: unknown, clean: (text: string) => string): Problem[] {
  const errors = typeof body === 'object' && body !== null && 'errors' in body ? body.errors : null;
  if (!Array.isArray(errors)) return [];
  return errors.flatMap((raw: unknown): Problem[] => {
    const error = (typeof raw === 'object' && raw !== null ? raw : {}) as Attributes;
    const words = [error.detail, error.title].find((one) => typeof one === 'string' && one.trim() !== '');
    const source = (
      typeof error.source === 'object' && error.source !== null ? error.source : {}
    ) as Attributes;
    const field = typeof source.pointer === 'string' ? fieldOf(type, source.pointer) : null;
    return [{ field, text: clean(typeof words === 'string' ? words.trim() : 'refused without a reason') }];
  });
}

/** `/data/attributes/configuration-type`, `data/attributes/organization_id`, `/data/3/attributes/contact-emails.base`. */
function fieldOf(type: TargetType, pointer: string): string | null {
  const wire = /attributes\/([^/.]+)/.exec(pointer)?.[1]?.replaceAll('_', '-') ?? null;
  if (wire === null) return null;
  const named = Object.entries(fieldTables[type] ?? {}).find(
    ([name, rule]) => rule.kind === 'named' && (wire === rule.write || wire === name),
  );
  return named?.[0] ?? wire;
}

/** A refusal of a single record: nothing was written. */
export function refusal(status: number, problems: readonly Problem[]): WriteOutcome {
  const told = problems.length > 0 ? problems : [{ field: null, text: `IT Glue answered ${status}` }];
  return {
    outcome: 'refused',
    status,
    problems: told,
    locked: told.some(({ text }) => lockedWords.test(text)),
  };
}

/** Why nobody knows, in words: the status and what the vendor said first. */
export function doubt(status: number, problems: readonly Problem[]): string {
  const first = problems[0];
  const words = first === undefined ? '' : `: ${first.field === null ? '' : `${first.field} `}${first.text}`;
  return `IT Glue answered ${status} to a request for several records${words}`;
}
