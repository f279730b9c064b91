import type { SystemId } from '../domain/estate/systems.js';
import { type NewClientStep, newClientWalk } from '../domain/setup/index.js';
import { UsageError } from '../errors.js';
import type { Choice, Prompts } from '../ports/prompts.js';
import type { Session } from '../ports/session.js';
import { collectSetup, type SetupReading, type Unseen } from './setup-collect.js';
import { setupScope } from './setup-scope.js';

export interface NewClientDesk {
  readonly prompts: Prompts;
  card(card: NewClientCard): Promise<void>;
  say(text: string): Promise<void>;
}

/** The whole walk, with the step that is to be done now; `null` when all are done. */
export interface NewClientCard {
  readonly name: string;
  readonly steps: readonly NewClientStep[];
  readonly now: NewClientStep | null;
}

export interface NewClientSummary extends NewClientCard {
  readonly unseen: readonly Unseen[];
}

const flag = 'setup check';

/**
 * Walks a person through bringing one client in, in the only safe order, and reads each step back when they say that it
 * is done. Nothing has to be remembered: where the client stands is read from the systems.
 *
 * @throws {UsageError} for an empty name.
 */
export async function guideNewClient(
  session: Session,
  typed: string,
  desk: NewClientDesk,
): Promise<NewClientSummary> {
  const name = typed.trim();
  if (name === '') throw new UsageError('--new-client needs the name of the client.', { code: 'bad-input' });
  let reading = await collectSetup(session);
  let card = cardOf(session, name, reading);
  while (card.now) {
    await desk.card(card);
    if ((await ask(desk)) === 'quit') break;
    const before = card.now;
    reading = await collectSetup(session, { systems: systemsOf(session, before), before: reading });
    card = cardOf(session, name, reading);
    const same = card.steps.find((step) => step.id === before.id);
    await desk.say(
      same?.status === 'done' ? `Good: ${same.detail}.` : `Not yet: ${same?.detail ?? before.detail}.`,
    );
  }
  return { ...card, unseen: reading.unseen };
}

function cardOf(session: Session, name: string, { inputs }: SetupReading): NewClientCard {
  const steps = newClientWalk(name, inputs, setupScope(session));
  return { name, steps, now: steps.find((step) => step.status !== 'done') ?? null };
}

async function ask({ prompts }: NewClientDesk): Promise<'done' | 'quit'> {
  const choices: Choice<'done' | 'quit'>[] = [
    { value: 'done', label: 'Done: read it back', key: 'd' },
    { value: 'quit', label: 'Quit; the same command goes on from here', key: 'q' },
  ];
  return prompts.select('The step that is to do: what now?', choices, { flag });
}

/** The systems that show whether a step is done, as far as they are connected. */
function systemsOf(session: Session, step: NewClientStep): readonly SystemId[] {
  const shown: Readonly<Record<NewClientStep['id'], readonly SystemId[]>> = {
    company: ['autotask'],
    site: ['datto-rmm', 'syncro'],
    mapping: ['datto-rmm'],
    devices: ['datto-rmm', 'autotask'],
    organization: ['it-glue'],
    'rmm-match': ['it-glue'],
  };
  return shown[step.id].filter((system) => session.connections.some((one) => one.system === system));
}
