import { createCipheriv, createDecipheriv, scrypt } from 'node:crypto';

/** Costs about a third of a second and 128 MiB: what a guess at the passphrase costs too. */
export const scryptCost = { N: 2 ** 17, r: 8, p: 1 } as const;

export interface ScryptParameters {
  readonly N: number;
  readonly r: number;
  readonly p: number;
  /** base64 */
  readonly salt: string;
}

/** One value under AES-256-GCM. All three in base64. */
export interface Sealed {
  readonly nonce: string;
  readonly data: string;
  readonly tag: string;
}

export function keyFromPassphrase(passphrase: string, parameters: ScryptParameters): Promise<Buffer> {
  const { N, r, p, salt } = parameters;
  return new Promise((resolve, reject) => {
    const options = { N, r, p, maxmem: 256 * N * r };
    scrypt(passphrase.normalize('NFC'), Buffer.from(salt, 'base64'), 32, options, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}

/** `bound` is authenticated with it: a sealed value moved to another place does not open. */
export function seal(key: Buffer, nonce: Buffer, bound: string, value: string): Sealed {
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(bound));
  const data = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
  return {
    nonce: nonce.toString('base64'),
    data: data.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
  };
}

/** The value, or `null` when the key is another one or anything was changed. */
export function unseal(key: Buffer, bound: string, sealed: Sealed): string | null {
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(sealed.nonce, 'base64'), {
    authTagLength: 16,
  });
  try {
    decipher.setAAD(Buffer.from(bound));
    decipher.setAuthTag(Buffer.from(sealed.tag, 'base64'));
    return Buffer.concat([decipher.update(Buffer.from(sealed.data, 'base64')), decipher.final()]).toString(
      'utf8',
    );
  } catch {
    return null;
  }
}
