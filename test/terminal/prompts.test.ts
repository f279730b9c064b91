import { describe, expect, test } from 'vitest';
import { TerminalPrompts } from '../../src/terminal/prompts.js';
import { fakeIo } from '../support/fake-io.js';

function prompts(
  terminal: { stdin?: boolean; stderr?: boolean },
  env: Record<string, string> = {},
  input = true,
) {
  const { io, remove } = fakeIo({ terminal, env });
  remove();
  const { signal } = new AbortController();
  return new TerminalPrompts({
    stdin: io.stdin,
    stderr: io.stderr,
    env: io.env,
    input,
    signal,
    beforeAsking: () => {},
  });
}

const both = { stdin: true, stderr: true };

describe('a person can be asked', () => {
  test.each([
    [both, {}, true, true, 'both ends are a terminal'],
    [{ stderr: true }, {}, true, false, 'nobody could answer'],
    [{ stdin: true }, {}, true, false, 'nobody would see the question'],
    [both, { CI: 'true' }, true, false, 'a build server is nobody'],
    [both, { CI: '' }, true, true, 'an empty CI counts as unset'],
    [both, {}, false, false, '--no-input'],
  ])('terminals %j, %j, input %s: %s', (terminal, env, input, expected, because) => {
    expect(prompts(terminal, env, input).available, because).toBe(expected);
  });
});

test('every question to nobody is a usage error that names the flag with the answer', async () => {
  const nobody = prompts({});
  const flag = '--yes';
  const asked = [
    nobody.confirm('Write?', { flag }),
    nobody.typed('Delete?', 'default', { flag }),
    nobody.text('Where?', { flag }),
    nobody.secret('Key:', { flag }),
    nobody.select('Which?', [{ value: 1, label: 'one' }], { flag }),
    nobody.search('Which?', () => [], { flag }),
  ];
  for (const answer of asked) {
    await expect(answer).rejects.toMatchObject({
      exitCode: 2,
      code: 'no-terminal',
      hint: 'Give the answer with --yes',
    });
  }
});
