import { planFingerprint } from '../domain/reconcile/fingerprint.js';
import type { Change, HopPlan, Plan } from '../domain/reconcile/plan.js';
import { Refused, UsageError } from '../errors.js';

/** A plan as `plan/1` has it: the hops' facts beside one list of all changes, ordered by id. */
export function planDocument(plan: Plan) {
  return {
    schema: 'plan/1' as const,
    id: plan.id,
    fingerprint: plan.fingerprint,
    createdAt: plan.createdAt,
    profile: plan.profile,
    flags: plan.flags,
    integrations: plan.hops.map(({ integration, mode, complete, matched, matches, authority }) => ({
      id: integration,
      mode,
      complete,
      matched,
      authority,
      matches,
    })),
    changes: plan.hops.flatMap((hop) => hop.changes),
  };
}

/**
 * The plan that a file's text holds, checked as a whole.
 * @throws {UsageError} when it is no plan, cut short, or of a newer format. {Refused} when it was edited.
 */
export async function parsePlan(text: string, name: string): Promise<Plan> {
  const value = parseJson(text, name);
  const { planSchema } = await import('./plan-schema.js');
  const schema = (value as { schema?: unknown } | null)?.schema;
  if (typeof schema === 'string' && /^plan\/\d+$/.test(schema) && schema !== 'plan/1') {
    throw new UsageError(`${name} is of format ${schema}; this version reads plan/1.`, {
      hint: 'Update trilink, or make the plan again.',
    });
  }
  const parsed = planSchema.safeParse(value);
  if (!parsed.success) {
    const where = parsed.error.issues[0];
    throw new UsageError(
      `${name} is not a plan: ${where?.path.join('.') || 'document'}: ${where?.message ?? 'unknown shape'}.`,
      {
        hint: 'Make one with: trilink sync plan -o FILE',
      },
    );
  }
  const document = parsed.data as unknown as ReturnType<typeof planDocument>;
  const plan = asPlan(document);
  if (planFingerprint(plan) !== document.fingerprint) {
    throw new Refused(`${name} was changed after it was made: its content does not fit its fingerprint.`, {
      code: 'plan-tampered',
      hint: 'Nothing was written. Make the plan again with: trilink sync plan -o FILE',
    });
  }
  return plan;
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new UsageError(`${name} is not JSON, or was cut short.`, {
      hint: 'Make it again with: trilink sync plan -o FILE',
      cause,
    });
  }
}

function asPlan(document: ReturnType<typeof planDocument>): Plan {
  const hops = document.integrations.map(
    ({ id, ...rest }): HopPlan => ({
      ...rest,
      integration: id,
      changes: document.changes.filter((change: Change) => change.integration === id),
    }),
  );
  const { id, fingerprint, createdAt, profile, flags } = document;
  return { id, fingerprint, createdAt, profile, flags, hops };
}
