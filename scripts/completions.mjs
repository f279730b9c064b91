// Writes completions/ and the command reference from the command tree. A test fails when a file lags behind.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const files = {
  'completions/trilink.bash': ['completion', 'bash'],
  'completions/_trilink': ['completion', 'zsh'],
  'completions/trilink.fish': ['completion', 'fish'],
  'completions/trilink.ps1': ['completion', 'powershell'],
  'completions/trilink.1': ['__reference', 'man'],
  'docs/commands.md': ['__reference', 'markdown'],
};

for (const [file, argv] of Object.entries(files)) {
  const text = execFileSync(process.execPath, [join(root, 'bin/trilink.js'), ...argv], { encoding: 'utf8' });
  writeFileSync(join(root, file), text);
}
