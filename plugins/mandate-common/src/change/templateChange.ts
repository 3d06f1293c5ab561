import { z } from 'zod';

/**
 * The change kind by which versions of templates are approved, deprecated and withdrawn.
 *
 * @public
 */
export const APPROVE_TEMPLATE_KIND = 'approve-template';

const digest = z
  .string()
  .regex(/^sha256:[0-9a-f]{64}$/, 'must be sha256: and 64 hexadecimal digits');
const reason = z.string().min(1).max(1_000);

/**
 * The input of the kind `approve-template`: a version as a whole to be approved, or one that is approved and shall not be
 * used for new instances (`deprecate`) or not at all (`withdraw`).
 *
 * @public
 */
export const templateChangeInputSchema = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('approve'),
    /** The file's text: one ResourceGraphDefinition in YAML. */
    text: z.string().min(1).max(400_000),
    /** What it is needed for and how it was designed, in Markdown; kept with the version. */
    decisionRecord: z.string().max(50_000).optional(),
  }),
  z.strictObject({ action: z.literal('deprecate'), digest, reason }),
  z.strictObject({ action: z.literal('withdraw'), digest, reason }),
]);
/**
 * The input of the kind `approve-template`.
 *
 * @public
 */
export type TemplateChangeInput = z.infer<typeof templateChangeInputSchema>;

/**
 * The entity reference of a template, by its name.
 *
 * @public
 */
export function templateRef(name: string): string {
  return `template:default/${name}`;
}
