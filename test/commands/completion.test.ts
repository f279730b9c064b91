import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from '../support/run-cli.js';

const root = resolve(import.meta.dirname, '../..');
const folder = join(root, 'completions');

describe('what is made from the command tree', () => {
  test.each([
    [['completion', 'bash'], 'completions/trilink.bash'],
    [['completion', 'zsh'], 'completions/_trilink'],
    [['completion', 'fish'], 'completions/trilink.fish'],
    [['completion', 'powershell'], 'completions/trilink.ps1'],
    [['__reference', 'man'], 'completions/trilink.1'],
    [['__reference', 'markdown'], 'docs/commands.md'],
  ])('%j is what lies in %s (else run: npm run completions)', async (argv, file) => {
    const { stdout, stderr, exitCode } = await runCli(...argv);
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    expect(readFileSync(join(root, file), 'utf8')).toBe(stdout);
  });
});

describe('completion in a real bash', () => {
  let bin = '';
  const sites = ['Alder Dental', "O'Neil & Sons", '$(touch owned) `id`', 'Birch'];

  beforeAll(() => {
    bin = mkdtempSync(join(tmpdir(), 'trilink-bash-'));
    const answers = `#!/bin/sh\ncase $2 in profiles) printf 'default\\nnightly\\n' ;; sites) cat <<'END'\n${sites.join('\n')}\nEND\n;; esac\n`;
    writeFileSync(join(bin, 'trilink'), answers);
    chmodSync(join(bin, 'trilink'), 0o755);
  });
  afterAll(() => rmSync(bin, { recursive: true, force: true }));

  /** What bash would offer for `line`, with the words that its own splitting at spaces, colons and equals signs gives. */
  function offered(...words: string[]): string[] {
    const script = `source ${join(folder, 'trilink.bash')}
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_WORDBREAKS=$' \\t\\n"\\'><=;|&(:'
_trilink
printf '%s\\n' "\${COMPREPLY[@]}"`;
    const env = { PATH: `${bin}:${process.env.PATH ?? ''}` };
    const said = execFileSync('bash', ['--norc', '-c', script, 'bash', ...words], {
      encoding: 'utf8',
      env,
      cwd: bin,
    });
    return said.split('\n').filter((line) => line !== '');
  }

  test.each([
    ['commands', ['trilink', 'sy'], ['sync']],
    ['commands of a group', ['trilink', 'sync', 'p'], ['plan']],
    ['flags of a command', ['trilink', 'sync', 'start', '--arch'], ['--archive-missing', '--archive-site']],
    ['flags of every command', ['trilink', 'sync', 'start', '--prof'], ['--profile']],
    ['the words a flag takes', ['trilink', 'sync', 'start', '--create', 'o'], ['organizations']],
    [
      'the same after an equals sign',
      ['trilink', 'match', 'list', 'devices', '--status', '=', 'su'],
      ['suggested'],
    ],
    ['profiles', ['trilink', '--profile', 'ni'], ['nightly']],
    ['a command after a global flag and its value', ['trilink', '--profile', 'sync', 'ma'], ['match']],
    ['integrations, from the colon on', ['trilink', 'sync', 'plan', 'datto-rmm', ':', 'it'], ['it-glue']],
    ['the words an argument takes', ['trilink', 'completion', 'po'], ['powershell']],
    ['sites with spaces, quoted', ['trilink', 'sync', 'plan', '--site', 'Al'], ['Alder\\ Dental']],
    ['sites that were begun quoted', ['trilink', 'sync', 'plan', '--site', 'Alder\\ D'], ['Alder\\ Dental']],
    ['sites inside quotes', ['trilink', 'sync', 'plan', '--site', '"Ald'], ['Alder Dental']],
    ['nothing where anything goes', ['trilink', 'sync', 'start', '--max-creates', ''], []],
  ])('offers %s', (_what, words, expected) => {
    expect(offered(...words)).toEqual(expected);
  });

  test('never runs what a site is called', () => {
    expect(offered('trilink', 'sync', 'plan', '--site', '')).toHaveLength(sites.length);
    expect(execFileSync('ls', [bin], { encoding: 'utf8' })).toBe('trilink\n');
  });
});
