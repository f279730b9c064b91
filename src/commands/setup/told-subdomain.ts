import type { Context } from '../../context.js';
import type { Session } from '../../ports/session.js';

/** The IT Glue subdomain that trilink was given, or `null`. */
export async function toldSubdomain(ctx: Context, session: Session): Promise<string | null> {
  if (!session.connections.some(({ system }) => system === 'it-glue')) return null;
  const connection = await (await ctx.settings()).connection('it-glue', session.profile);
  return connection?.subdomain ?? null;
}
