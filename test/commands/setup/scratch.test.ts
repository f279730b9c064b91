import { test } from 'vitest';
import { simulatedCli } from '../../support/simulated-cli.js';

test('look', async () => {
  const cli = await simulatedCli();
  const a = await cli.runWith({ terminal: { stdout: true, columns: 80 } }, 'setup', 'check', '--no-color');
  console.log(a.transcript);
  console.log(
    (await cli.simulators.requests()).counts,
    (await cli.simulators.requests()).log.map((r) => `${r.method} ${r.path}`).join('\n'),
  );
  console.log((await cli.run('sync', 'plan', '-q')).transcript.slice(-300));
  console.log((await cli.run('setup', 'check')).transcript);
  console.log((await cli.run('setup', 'history')).transcript);
  console.log((await cli.run('setup', 'attest', 'c-09', '--by', 'Mina')).transcript);
  console.log((await cli.run('setup', 'attest', '--list')).transcript);
  await cli.close();
});
