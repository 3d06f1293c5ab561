import { z } from 'zod';

/**
 * The change kind by which mandates change.
 *
 * @public
 */
export const CHANGE_MANDATE_KIND = 'change-mandate';

/**
 * The input of the kind `change-mandate`: a whole mandate as it is to be in force, or that it shall not be any more. To
 * roll back is to put an older version.
 *
 * @public
 */
export const mandateChangeInputSchema = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('put'),
    /** An entity of kind `Mandate`, as it is written in YAML. */
    document: z.looseObject({
      kind: z.literal('Mandate'),
      metadata: z.looseObject({
        name: z.string(),
        namespace: z.string().optional(),
        title: z.string().max(200).optional(),
        description: z.string().max(2_000).optional(),
      }),
      spec: z.looseObject({}),
    }),
  }),
  z.strictObject({ action: z.literal('remove') }),
]);
/**
 * The input of the kind `change-mandate`.
 *
 * @public
 */
export type MandateChangeInput = z.infer<typeof mandateChangeInputSchema>;
