import type { View } from '../view.js';

/** A few lines between two questions. */
export const sayingView: View<{ readonly lines: readonly string[] }> = {
  text: ({ lines }) => lines.join('\n'),
  json: ({ lines }) => ({ schema: 'saying/1', lines }),
};
