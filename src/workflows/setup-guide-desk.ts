import type { GuideStep } from '../domain/setup/index.js';
import type { Prompts } from '../ports/prompts.js';
import type { Unseen } from './setup-collect.js';

/** One step as it is shown to the person who walks. */
export interface GuideCard {
  readonly step: GuideStep;
  readonly hopTitle: string;
  /** Its place among the steps that apply, from 1. */
  readonly position: number;
  readonly total: number;
  readonly good: number;
}

/** Where a person sits: what is shown to them, and how they are asked. */
export interface GuideDesk {
  readonly prompts: Prompts;
  card(card: GuideCard): Promise<void>;
  say(text: string): Promise<void>;
}

export interface GuideRequest {
  readonly who: string | null;
  readonly subdomain: string | null;
}

export interface GuideSummary {
  /** Steps that became good, or were confirmed, in this sitting. */
  readonly settled: readonly string[];
  readonly skipped: readonly string[];
  /** How many steps that apply are not good yet. */
  readonly left: number;
  readonly total: number;
  /** The step to go on with the next time; `null` at the end. */
  readonly next: string | null;
  readonly unseen: readonly Unseen[];
}
