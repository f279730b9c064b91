import type { Context } from '../../context.js';
import type { Demo } from './open-demo.js';

/** Prints how to reach the vendors, then stays until Ctrl-C or SIGTERM, which is how this ends well. */
export async function keepUp(ctx: Context, { env, controlUrl }: Demo): Promise<void> {
  const quoted = (value: string) => `'${value.replaceAll("'", "'\\''")}'`;
  const lines = Object.entries(env).map(([name, value]) => `export ${name}=${quoted(value)}\n`);
  await ctx.print(`${lines.join('')}# the simulators are steered at ${controlUrl}\n# ready\n`);
  ctx.next('Paste these lines into another terminal, then try: trilink sync start --dry-run');
  await new Promise<void>((resolve) => {
    if (ctx.signal.aborted) resolve();
    else ctx.signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
