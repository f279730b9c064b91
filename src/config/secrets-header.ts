import * as z from 'zod/mini';
import { UsageError } from '../errors.js';

const sealed = z.strictObject({ nonce: z.string(), data: z.string(), tag: z.string() });

const scryptKey = z.strictObject({
  name: z.literal('scrypt'),
  N: z.int().check(z.minimum(2 ** 14), z.maximum(2 ** 20)),
  r: z.int().check(z.minimum(1), z.maximum(32)),
  p: z.int().check(z.minimum(1), z.maximum(16)),
  salt: z.string(),
});

const content = z.strictObject({
  version: z.literal(1),
  kdf: z.union([scryptKey, z.strictObject({ name: z.literal('key-file') })]),
  /** A known text: tells a wrong key before anything else is touched. */
  check: sealed,
  /** `JSON.stringify([profile, system, name])` → its value. */
  entries: z.record(z.string(), sealed),
});

export type SecretsContent = z.infer<typeof content>;

/**
 * The secrets file as it was written, still sealed.
 *
 * @throws {UsageError} when it is damaged or from a newer trilink; the file is left as it is.
 */
export function parseSecrets(text: string, file: string): SecretsContent {
  const parsed = content.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  throw new UsageError(`The secrets in ${file} are damaged, or were written by a newer trilink`, {
    code: 'secrets-damaged',
    hint: `Put a backup in its place, or move it away and connect anew: mv ${file} ${file}.damaged`,
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
