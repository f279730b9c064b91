const secretNames = /(KEY|SECRET|PASSPHRASE|PASSWORD|TOKEN|INTEGRATION_CODE)$/;

const secretShapes: readonly (readonly [RegExp, string])[] = [
  [
    /((?:authorization|x-api-key|apiintegrationcode|secret|cookie|set-cookie|password|api_?key|token)["']?\s*[:=]\s*["']?)(?:Bearer |Basic )?[^\s"',}]+/gi,
    '$1***',
  ],
  [/\b(Bearer|Basic) [A-Za-z0-9+/_=.-]{8,}/g, '$1 ***'],
  [/\b(?:ITG|eyJ)[A-Za-z0-9+/_=.-]{12,}/g, '***'],
  [/(\/\/)[^/\s:@]+:[^/\s@]+@/g, '$1***@'],
];

/** `text` without the secrets of the environment and without whatever has the shape of a credential. */
export function redact(text: string, env: Readonly<Record<string, string | undefined>>): string {
  const known = Object.entries(env)
    .filter(([name, value]) => secretNames.test(name) && (value ?? '').length >= 6)
    .map(([, value]) => value ?? '');
  const without = known.reduce((kept, secret) => kept.replaceAll(secret, '***'), text);
  return secretShapes.reduce((kept, [shape, stand]) => kept.replace(shape, stand), without);
}
