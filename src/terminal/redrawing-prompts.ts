import type { Writable } from 'node:stream';
import type { Choice, Prompts } from '../ports/prompts.js';

/** Erases what is on the screen; what was scrolled away stays. */
const eraseScreen = '\u001b[2J\u001b[H';

/**
 * Questions that keep their page above them in shape: when the terminal changes its size while one of several is to be
 * chosen, the screen is erased, `redraw` shows the page anew for the new width, and the question is asked again, with
 * what was typed so far.
 */
export function redrawingPrompts(prompts: Prompts, screen: Writable, redraw: () => Promise<void>): Prompts {
  const again = async <T>(ask: (until: AbortSignal) => Promise<T>): Promise<T> => {
    for (;;) {
      const resized = new AbortController();
      const onResize = () => resized.abort(resized);
      screen.once('resize', onResize);
      try {
        return await ask(resized.signal);
      } catch (error) {
        if (error !== resized) throw error;
      } finally {
        screen.off('resize', onResize);
      }
      screen.write(eraseScreen);
      await redraw();
    }
  };
  return {
    available: prompts.available,
    confirm: (question, options) => prompts.confirm(question, options),
    typed: (question, expected, options) => prompts.typed(question, expected, options),
    text: (question, options) => prompts.text(question, options),
    secret: (question, options) => prompts.secret(question, options),
    select: (question, choices, options) =>
      again((until) => prompts.select(question, choices, { ...options, until })),
    search: <T>(
      question: string,
      find: (typed: string) => readonly Choice<T>[],
      options: { flag: string; typed?: string },
    ) => {
      let typed = options.typed ?? '';
      const noted = (text: string) => {
        typed = text;
        return find(text);
      };
      return again((until) => prompts.search(question, noted, { ...options, typed, until }));
    },
  };
}
