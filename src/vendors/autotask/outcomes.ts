import type { Problem, WriteOutcome } from '../../ports/system.js';
import { protectedHint } from './masked-udfs.js';

/** Nothing was written, and why. */
export function refusal(status: number, problems: readonly Problem[]): WriteOutcome {
  return { outcome: 'refused', status, problems, locked: false };
}

/** The vendor's texts, each with the field that it names: "… on field: productID of type: …" (observed). */
export function problemsIn(
  texts: readonly string[],
  fieldNamed: (wire: string) => string | null,
): readonly Problem[] {
  return texts.map((text) => {
    const wire = /\bfield:?\s*["']?([A-Za-z]\w*)/i.exec(text)?.[1];
    const said = text || 'refused without a reason';
    const hint = /\bprotected\b/i.test(text) ? ` (${protectedHint})` : '';
    return { field: wire === undefined ? null : fieldNamed(wire), text: `${said}${hint}` };
  });
}
