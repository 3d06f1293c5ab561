import { changeStateSchema } from '@mandate/plugin-mandate-common';
import { oversightLevels } from '@mandate/policy';
import { z } from 'zod';

/** A row of the ledger's table, as far as histories read it. */
export const rowSchema = z.object({
  entry_index: z.coerce.number(),
  kind: z.string(),
  change_id: z.string().nullable(),
  canonical: z.string(),
});

/** An entry's text, as far as histories read it. */
export const entrySchema = z.looseObject({
  revision: z.number().optional(),
  subject: z.string().optional(),
  actor: z.looseObject({ type: z.string() }),
  data: z
    .looseObject({
      state: changeStateSchema.optional(),
      step: z.string().optional(),
      direction: z.string().optional(),
      fence: z.number().optional(),
      oversight: z.enum(oversightLevels).optional(),
      expiresAt: z.string().optional(),
      digest: z.string().optional(),
      outcome: z.string().optional(),
      changeSet: z.string().optional(),
      event: z.string().optional(),
      narrowed: z.string().optional(),
      requirements: z
        .array(z.object({ group: z.string(), count: z.number() }))
        .optional(),
      reservations: z
        .array(
          z.object({
            mandate: z.string(),
            /** Undefined where it names a person, for whom only a commitment stands in the ledger. */
            key: z.string().optional().catch(undefined),
            amount: z.number(),
          }),
        )
        .optional(),
    })
    .default({}),
});

/** An entry of the ledger. */
export type Entry = z.output<typeof entrySchema>;
