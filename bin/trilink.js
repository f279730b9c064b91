#!/usr/bin/env node
let program;
try {
  program = await import('../dist/main.js');
} catch (error) {
  if (error?.code !== 'ERR_MODULE_NOT_FOUND' || !String(error.message).includes('dist/main.js')) throw error;
  process.stderr.write(
    '! error: trilink has not been built yet.\n! hint: Run this in its folder: npm run build\n',
  );
  process.exitCode = 2;
}
if (program) process.exitCode = await program.run(process.argv.slice(2), program.processIo());
