import * as z from 'zod';
import { count, flag, list, maybeId, text } from '../json/lenient.js';

const row = z.record(z.string(), z.unknown());

/** What a query answers (observed). `nextPageUrl` is looked at, never followed. */
export const queryBody = z.object({
  items: list(row),
  pageDetails: z.object({ nextPageUrl: text }).nullish(),
});

export const countBody = z.object({ queryCount: count });

/** A record by its id; a missing one was seen as 200 with a null item (observed). */
export const itemBody = z.object({ item: row.nullish() });

/** What a write answers (doc / observed). */
export const writtenBody = z.object({ itemId: maybeId });

export const thresholdBody = z.object({
  externalRequestThreshold: count,
  requestThresholdTimeframe: count,
  currentTimeframeRequestCount: count,
});

/** Business refusals (doc): texts, or objects with a message (observed). */
export const errorsBody = z.object({
  errors: z.array(
    z.union([z.string(), z.object({ message: text }).transform(({ message }) => message ?? 'refused')]),
  ),
});

const access = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => accessLevels[String(value ?? '').toLowerCase()] ?? 'unknown');

const accessLevels: Readonly<Record<string, 'all' | 'none' | 'restricted'>> = {
  none: 'none',
  '0': 'none',
  all: 'all',
  '1': 'all',
  restricted: 'restricted',
  '2': 'restricted',
};

export const informationBody = z.object({
  info: z.object({
    canQuery: flag,
    userAccessForQuery: access,
    userAccessForCreate: access,
    userAccessForUpdate: access,
  }),
});

const picklistValue = z.object({ value: maybeId, label: text, isActive: flag });

export const fieldsBody = z.object({
  fields: list(
    z.object({
      name: text,
      label: text,
      dataType: text,
      type: text,
      length: count,
      isRequired: flag,
      isReadOnly: flag,
      isPickList: flag,
      picklistValues: list(picklistValue),
    }),
  ),
});
export type WireField = z.output<typeof fieldsBody>['fields'][number];
