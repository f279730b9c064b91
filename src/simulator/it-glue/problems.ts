import type { Reply } from '../http/exchange.js';

/** One entry of an error body (observed shape: `status` is a number, `detail` may be missing). */
export interface Problem {
  readonly title: string;
  readonly detail?: string;
  readonly pointer?: string;
}

/** Thrown inside the simulated service to end the request with that answer. */
export class Refusal extends Error {
  readonly status: number;
  readonly problems: readonly Problem[];

  constructor(status: number, problems: readonly Problem[]) {
    super(problems.map(({ title, detail }) => `${title}: ${detail ?? ''}`).join('; '));
    this.name = 'Refusal';
    this.status = status;
    this.problems = problems;
  }
}

export function refuse(status: number, title: string, detail?: string, pointer?: string): never {
  throw new Refusal(status, [
    { title, ...(detail === undefined ? {} : { detail }), ...(pointer === undefined ? {} : { pointer }) },
  ]);
}

export const MEDIA_TYPE = 'application/vnd.api+json';

export function problemReply(status: number, problems: readonly Problem[]): Reply {
  const errors = problems.map(({ title, detail, pointer }) => ({
    status,
    title,
    ...(detail === undefined ? {} : { detail }),
    ...(pointer === undefined ? {} : { source: { pointer } }),
  }));
  return { status, body: JSON.stringify({ errors }), headers: { 'content-type': MEDIA_TYPE } };
}
