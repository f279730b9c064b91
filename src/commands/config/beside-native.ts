import type { Context } from '../../context.js';
import type { IntegrationId } from '../../domain/estate/systems.js';
import { UsageError } from '../../errors.js';
import type { Session } from '../../ports/session.js';
import { confirmed } from '../confirm.js';

/**
 * Two integrations that write the same records work against each other: where the vendor's own has left traces, a
 * person types the integration's id, or gives it by `--confirm`.
 *
 * @throws {UsageError} when it was not confirmed.
 */
export async function confirmBesideNative(
  ctx: Context,
  session: Session,
  id: IntegrationId,
  given: string | undefined,
): Promise<void> {
  const { nativeTraces } = await import('../../workflows/native-traces.js');
  const traces = await nativeTraces(session, id);
  if (traces.length === 0) return;
  const lines = traces.map(({ sign, count, example }) => `  ${sign}: ${count} records, such as ${example}`);
  const found = `The vendor's own integration seems to be at work for ${id}:\n${lines.join('\n')}`;
  if (await confirmed(ctx, given, `${found}\nTurn it off first, or both will write.`, id)) return;
  throw new UsageError(`The mode of ${id} was left as it is.`, { code: 'not-confirmed' });
}
