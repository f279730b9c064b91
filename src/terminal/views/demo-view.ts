import type { View } from '../view.js';

export interface DemoEnd {
  /** What a second plan, made right after the run, would still write. */
  readonly left: number;
  /** Whether anything waits for a person. */
  readonly waiting: boolean;
}

/** What the demo has shown, and what to try next. */
export const demoView: View<DemoEnd> = {
  text: ({ left, waiting }, screen) => {
    const again =
      left === 0 ? 'Planned again: nothing left to write.' : `Planned again: ${left} changes are left.`;
    const lines = [
      ['trilink demo --serve', 'vendors that stay up; paste its lines, then:'],
      ...(waiting ? [['  trilink match review', 'settle what could not be matched']] : []),
      ['  trilink match explain NAME', 'every candidate for a site or device, and why'],
      ['  trilink sync logs last', 'what was written, record by record'],
      ['  trilink sync undo last', 'put it back'],
      ['trilink connect datto-rmm', 'then it-glue, then: trilink sync plan'],
    ];
    const width = Math.max(...lines.map(([command = '']) => command.length));
    const shown = lines.map(([command = '', what = '']) => `  ${command.padEnd(width)}  ${what}`);
    return `\n${again}\n\n${screen.paint.bold('What to try next')}\n${shown.join('\n')}`;
  },
  json: (end) => ({ schema: 'demo/1', ...end }),
};
