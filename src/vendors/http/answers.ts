import type { ZodType } from 'zod';
import { CredentialsRefused, Stopped, SystemUnreachable, VendorError } from '../../errors.js';
import { readJson } from '../json/read-json.js';
import { endpointOf, type Reply, type Request } from './send.js';

/**
 * The body of an answer as JSON, big integers kept as digits.
 *
 * @throws {VendorError} naming the endpoint when the body is something else: a proxy's HTML page, half an answer.
 */
export function jsonOf(system: string, request: Request, reply: Reply): unknown {
  try {
    return readJson(reply.text);
  } catch (error) {
    const what = /^\s*</.test(reply.text)
      ? 'a web page'
      : reply.text.trim() === ''
        ? 'nothing'
        : 'broken JSON';
    throw new VendorError(system, `${system} answered ${endpointOf(request)} with ${what} instead of JSON`, {
      status: reply.status,
      hint: 'Often a proxy or the vendor is being serviced. Run the same command again later.',
      cause: error,
    });
  }
}

/**
 * `value` in the shape we know.
 *
 * @throws {VendorError} naming the endpoint and the first field that is not as we know it. Never quotes values.
 */
export function shaped<T>(schema: ZodType<T>, value: unknown, system: string, request: Request): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue === undefined || issue.path.length === 0 ? 'the whole body' : issue.path.join('.');
  throw new VendorError(
    system,
    `${system} answered ${endpointOf(request)} in an unknown shape: ${field} is not as expected`,
    {
      code: 'vendor-shape',
      details: { field },
      hint: 'Please report it with the output of the same command and -vv.',
    },
  );
}

/** Whether nothing more can be read: refused, blocked, out of time, told to stop. Any other failure is one request's. */
export function endsTheRead(error: unknown): boolean {
  if (error instanceof CredentialsRefused || error instanceof Stopped) return true;
  if (error instanceof VendorError) return false;
  return !(error instanceof SystemUnreachable) || error.code !== 'unreachable';
}
