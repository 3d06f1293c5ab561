import type { Replay, ReplayedChange } from '@mandate/policy';
import { z } from 'zod';

/**
 * A mandate to try on the past before it is saved.
 *
 * @public
 */
export const replayRequestSchema = z.strictObject({
  /** The Mandate document, as in its YAML. It takes the place of the mandate of the same name, or is new. */
  mandate: z.looseObject({}),
  /** How many past changes, the newest first. */
  changes: z.number().int().min(1).max(10_000).default(1_000),
  /** Changes of another system, such as an export of a ticket system. */
  imported: z
    .strictObject({
      format: z.enum(['csv', 'json']),
      text: z.string().max(5_000_000),
    })
    .optional(),
});

/**
 * A mandate to try on the past before it is saved.
 *
 * @public
 */
export type ReplayRequest = z.input<typeof replayRequestSchema>;

/**
 * What a mandate would have decided on the past, against those in force today.
 *
 * @public
 */
export interface ReplayView extends Omit<Replay, 'differences'> {
  /** How many of the changes were imported. */
  readonly imported: number;
  /** The most telling differences, at most 200. */
  readonly differences: readonly ReplayedChange[];
  readonly differenceCount: number;
  /** The decided changes reach back to. */
  readonly since?: string;
}
