import type { Option } from 'commander';
import type { Command } from '../command.js';
import { Flag } from '../flag.js';

/** What can stand somewhere, and what it is for. */
export interface Offer {
  readonly word: string;
  readonly what: string;
}

/** Where a flag's values come from. `asks` is what `trilink __complete` answers. */
export type Values =
  | { readonly kind: 'none' }
  | { readonly kind: 'free' }
  | { readonly kind: 'files' }
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'asks'; readonly what: 'profiles' | 'sites' };

export interface FlagOffer extends Offer {
  readonly short: string | null;
  readonly values: Values;
}

/** One command: its place in the tree (`/sync/plan`, the root is empty) and what can follow it. */
export interface Node {
  readonly place: string;
  readonly words: readonly Offer[];
  readonly flags: readonly FlagOffer[];
}

/** The command tree as the shells' scripts need it. Flags of every command stand at the root only. */
export function completionTree(program: Command): readonly Node[] {
  return nodesOf(program, '');
}

/** Every flag that takes a value, once. A flag means the same wherever it stands. */
export function valuedFlags(nodes: readonly Node[]): readonly FlagOffer[] {
  const all = nodes.flatMap((node) => node.flags).filter((offer) => offer.values.kind !== 'none');
  return [...new Map(all.map((offer) => [offer.word, offer])).values()];
}

/** A flag's spellings. */
export function spellings(offer: FlagOffer): readonly string[] {
  return offer.short === null ? [offer.word] : [offer.word, offer.short];
}

function nodesOf(command: Command, place: string): Node[] {
  const children = command.children.map((child) => ({ word: child.name(), what: child.summary() }));
  const choices = command.registeredArguments.flatMap((argument) => argument.argChoices ?? []);
  const words = [...children, ...choices.map((choice) => ({ word: choice, what: '' }))];
  const flags = command.options.filter((option) => !option.hidden).map(flagOffer);
  const below = command.children.flatMap((child) => nodesOf(child, `${place}/${child.name()}`));
  return [{ place, words, flags }, ...below];
}

function flagOffer(option: Option): FlagOffer {
  return {
    word: option.long ?? option.flags,
    short: option.short ?? null,
    what: option.description,
    values: valuesOf(option),
  };
}

function valuesOf(option: Option): Values {
  if (!option.required) return { kind: 'none' };
  if (option.argChoices) return { kind: 'words', words: option.argChoices };
  const completes = option instanceof Flag ? option.completes : null;
  if (completes === 'files') return { kind: 'files' };
  return completes === null ? { kind: 'free' } : { kind: 'asks', what: completes };
}
