type Env = Readonly<Record<string, string | undefined>>;

/** 0 none, 1 sixteen colours, 2 two hundred and fifty-six, 3 all. */
export type ColourLevel = 0 | 1 | 2 | 3;

/**
 * Whether and how a stream is coloured. Each stream is judged by itself.
 *
 * `--no-color` always wins. `FORCE_COLOR` comes next: `0` or `false` turn colour off, anything else turns it on, a
 * pipe and NO_COLOR notwithstanding. Otherwise there is colour on a terminal only, unless NO_COLOR is set and not
 * empty or TERM is `dumb`.
 */
export function colourLevel(isTerminal: boolean, env: Env, colorFlag: boolean): ColourLevel {
  if (!colorFlag) return 0;
  const forced = env.FORCE_COLOR;
  if (forced !== undefined) return forcedLevel(forced);
  if (!isTerminal || env.NO_COLOR || env.TERM === 'dumb') return 0;
  if (/^(truecolor|24bit)$/.test(env.COLORTERM ?? '')) return 3;
  return /256/.test(env.TERM ?? '') ? 2 : 1;
}

function forcedLevel(forced: string): ColourLevel {
  if (forced === '0' || forced === 'false') return 0;
  return forced === '2' ? 2 : forced === '3' ? 3 : 1;
}

/** Whether signs beyond ASCII can be shown: a UTF-8 locale; on Windows a terminal that is known to. */
export function speaksUnicode(platform: NodeJS.Platform, env: Env): boolean {
  if (platform === 'win32') return Boolean(env.WT_SESSION || env.TERM_PROGRAM === 'vscode');
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  return /utf-?8/i.test(locale);
}
