const placeholders = new Set(
  [
    'Unknow',
    'Unknown',
    'To Be Filled By O.E.M.',
    'To be filled by OEM',
    'System Product Name',
    'Product Name',
    'System Name',
    'System manufacturer',
    'All Series',
    'Default string',
    'Not Applicable',
    'Not Available',
    'Not Specified',
    'None',
    'N/A',
    'INVALID',
    'O.E.M.',
    'OEM',
    'Standard',
    '*',
    '-',
    '.',
  ].map((text) => text.toLowerCase()),
);

/** The maker or model a machine really reports, trimmed, or `null` for blanks and placeholders (GLPI's list). */
export function realMakerOrModel(text: string | null | undefined): string | null {
  const trimmed = (text ?? '')
    .replace(/[\u0000-\u001f\u007f]/g, ' ')
    .trim()
    .replace(/\s+/g, ' ');
  return trimmed === '' || placeholders.has(trimmed.toLowerCase()) ? null : trimmed;
}
