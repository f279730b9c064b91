const HIDDEN = '***';

/** What looks like a credential wherever it stands, known to us or not. */
const patterns: readonly RegExp[] = [
  /\bITG\.[\w.-]+/g,
  /\b(Bearer|Basic)\s+[\w.~+/=-]+/gi,
  /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g,
];

/** Takes known secrets out of text before it becomes a message or a trace. */
export class Redactor {
  readonly #secrets = new Set<string>();

  constructor(secrets: readonly string[] = []) {
    for (const secret of secrets) this.hide(secret);
  }

  /** From now on this value is hidden too, as it is and as it looks inside an address. */
  hide(secret: string): void {
    if (secret.trim().length < 4) return;
    this.#secrets.add(secret);
    this.#secrets.add(encodeURIComponent(secret));
  }

  clean(text: string): string {
    let cleaned = text;
    for (const secret of this.#secrets) cleaned = cleaned.replaceAll(secret, HIDDEN);
    for (const pattern of patterns) cleaned = cleaned.replace(pattern, HIDDEN);
    return cleaned;
  }
}
