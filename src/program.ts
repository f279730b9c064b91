import { Command, group } from './commands/command.js';
import { completeCommand } from './commands/complete.js';
import { completionCommand } from './commands/completion.js';
import { configAuthorityCommand } from './commands/config/authority.js';
import { configListCommand } from './commands/config/list.js';
import { configOptionsCommand } from './commands/config/options.js';
import { configProfilesCommand } from './commands/config/profiles.js';
import { configSecretsCommand } from './commands/config/secrets.js';
import { configSetCommand } from './commands/config/set.js';
import { configUnsetCommand } from './commands/config/unset.js';
import { connectCommand } from './commands/connect.js';
import { demoCommand } from './commands/demo.js';
import { disconnectCommand } from './commands/disconnect.js';
import { doctorCommand } from './commands/doctor.js';
import { addGlobalFlags } from './commands/global-flags.js';
import { initCommand } from './commands/init.js';
import { refuseInvalid } from './commands/invalid.js';
import { matchAcceptCommand } from './commands/match/accept.js';
import { matchAdoptCommand } from './commands/match/adopt.js';
import { matchChangeCommand } from './commands/match/change.js';
import { matchCreateCommand } from './commands/match/create.js';
import { matchExplainCommand } from './commands/match/explain.js';
import { matchExportCommand } from './commands/match/export.js';
import { matchFilesCommand } from './commands/match/files.js';
import { matchForgetCommand } from './commands/match/forget.js';
import { matchIgnoreCommand } from './commands/match/ignore.js';
import { matchImportCommand } from './commands/match/import.js';
import { matchListCommand } from './commands/match/list.js';
import { matchMoveCommand } from './commands/match/move.js';
import { matchReplaceCommand } from './commands/match/replace.js';
import { matchReviewCommand } from './commands/match/review.js';
import { matchSetCommand } from './commands/match/set.js';
import { referenceCommand } from './commands/reference.js';
import { setupAttestCommand } from './commands/setup/attest.js';
import { setupCheckCommand } from './commands/setup/check.js';
import { setupGuideCommand } from './commands/setup/guide.js';
import { setupHistoryCommand } from './commands/setup/history.js';
import { statusCommand } from './commands/status.js';
import { syncApplyCommand } from './commands/sync/apply.js';
import { syncLogsCommand } from './commands/sync/logs.js';
import { syncPlanCommand } from './commands/sync/plan.js';
import { syncStartCommand } from './commands/sync/start.js';
import { syncUndoCommand } from './commands/sync/undo.js';
import { versionCommand } from './commands/version.js';
import type { Context, GlobalFlags } from './context.js';

/** Commands of the contract that this version does not have. Typing one says so; help and completion do not know it. */
export const notInThisVersion: readonly string[] = [
  'audit',
  'show',
  'password',
  'open',
  'software',
  'schedule',
  'worker',
];

/**
 * The command tree. Building it reads no configuration and loads no workflow: help, completion and the man page come
 * from it. `begin` is told the flags of the command that runs, before it runs.
 */
export function buildProgram(ctx: Context, begin: (flags: GlobalFlags, command: Command) => void): Command {
  const program = new Command('trilink').description('run and audit the syncs between RMM, PSA and IT Glue');
  addGlobalFlags(program.optionsGroup('Flags of every command'));
  program.switch('-h, --help', 'explain a command; wins over every other flag');
  program.switch('-V, --version', 'print the version');
  program
    .example('trilink demo', 'see the whole job on simulated vendors')
    .example('trilink sync plan', 'show what a sync would write, and write nothing');

  const add = (heading: string, ...commands: Command[]) => {
    for (const command of commands)
      program.addCommand(command.helpGroup(heading) as Command, { hidden: command.hidden });
  };
  add(
    'Start here',
    demoCommand(ctx),
    initCommand(ctx),
    connectCommand(ctx),
    disconnectCommand(ctx),
    statusCommand(ctx),
  );
  add(
    'The job',
    group('sync', 'run, plan, look back and undo', [
      syncStartCommand(ctx),
      syncPlanCommand(ctx),
      syncApplyCommand(ctx),
      syncLogsCommand(ctx),
      syncUndoCommand(ctx),
    ]),
    group('match', 'see and settle what is what', [
      matchListCommand(ctx),
      matchReviewCommand(ctx),
      matchExplainCommand(ctx),
      matchAcceptCommand(ctx),
      matchSetCommand(ctx),
      matchCreateCommand(ctx),
      matchIgnoreCommand(ctx),
      matchChangeCommand(ctx),
      matchMoveCommand(ctx),
      matchReplaceCommand(ctx),
      matchForgetCommand(ctx),
      matchExportCommand(ctx),
      matchImportCommand(ctx),
      matchAdoptCommand(ctx),
      matchFilesCommand(ctx),
    ]),
    group('setup', 'check the set-up order, walk through it, look back', [
      setupCheckCommand(ctx),
      setupGuideCommand(ctx),
      setupAttestCommand(ctx),
      setupHistoryCommand(ctx),
    ]),
  );
  add(
    'This program',
    group('config', 'settings, profiles, field authority', [
      configAuthorityCommand(ctx),
      configProfilesCommand(ctx),
      configOptionsCommand(ctx),
      configListCommand(ctx),
      configSetCommand(ctx),
      configUnsetCommand(ctx),
      configSecretsCommand(ctx),
    ]),
    doctorCommand(ctx),
    completionCommand(ctx),
    versionCommand(ctx),
    completeCommand(ctx),
    referenceCommand(ctx),
  );

  program.hook('preAction', (_root, command) => {
    const flags = command.optsWithGlobals<GlobalFlags & Record<string, unknown>>();
    refuseInvalid([...Object.values(flags), ...command.processedArgs]);
    begin(flags, command as Command);
  });
  return program;
}
