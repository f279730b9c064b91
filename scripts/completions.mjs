// Writes completions/ from the command tree. A test fails when a file there lags behind.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const files = { bash: 'trilink.bash', zsh: '_trilink', fish: 'trilink.fish', powershell: 'trilink.ps1' };

for (const [shell, file] of Object.entries(files)) {
  const script = execFileSync(process.execPath, [join(root, 'bin/trilink.js'), 'completion', shell], { encoding: 'utf8' });
  writeFileSync(join(root, 'completions', file), script);
}
