import { jsonReply, type Reply } from '../http/exchange.js';

/** Thrown inside the simulated service. 500 with texts is Autotask's normal answer to a mistake (doc). */
export class AutotaskRefusal extends Error {
  readonly status: number;
  readonly errors: readonly string[];

  constructor(status: number, errors: readonly string[]) {
    super(errors.join(' '));
    this.name = 'AutotaskRefusal';
    this.status = status;
    this.errors = errors;
  }
}

export function refuse(error: string, status = 500): never {
  throw new AutotaskRefusal(status, [error]);
}

export function refusalReply(status: number, errors: readonly string[]): Reply {
  return jsonReply(status, { errors });
}
