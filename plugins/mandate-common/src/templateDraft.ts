import { z } from 'zod';
import { dnsLabelSchema } from './change/target';
import { templateMatchSchema } from './templateViews';

/** A file that somebody pastes; about as long as a template may be. */
const pasted = z.string().min(1).max(400_000);

/**
 * A need that no approved template meets, and what a template for it is drafted from: the nearest approved one (the best
 * match when it has no name), a compose file, manifests of what runs already, or a finished file.
 *
 * @public
 */
export const templateDraftRequestSchema = z.strictObject({
  name: dnsLabelSchema,
  title: z.string().trim().min(1).max(100),
  description: z.string().trim().min(1).max(500),
  /** Entity reference of the group that answers for it. */
  owner: z.string().min(1).max(253),
  containerType: z.string().max(63).optional(),
  /** What is needed and why, in the words of whoever needs it. */
  requirement: z.string().trim().min(1).max(2_000),
  from: z.discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('nearest'),
      template: z.string().max(253).optional(),
    }),
    z.strictObject({ type: z.literal('compose'), text: pasted }),
    z.strictObject({ type: z.literal('manifests'), text: pasted }),
    z.strictObject({ type: z.literal('file'), text: pasted }),
  ]),
});
/**
 * A need that no approved template meets, and what a template for it is drafted from.
 *
 * @public
 */
export type TemplateDraftRequest = z.infer<typeof templateDraftRequestSchema>;

/**
 * A drafted template with the record of its design; nothing is proposed yet.
 *
 * @public
 */
export const templateDraftViewSchema = z.object({
  /** The file. */
  text: z.string(),
  /** Requirement, what was considered, decision, consequences; in Markdown. */
  decisionRecord: z.string(),
  /** What could not be taken over. */
  notes: z.array(z.string()),
  /** Approved templates that were considered, best first. */
  considered: z.array(templateMatchSchema),
  /** Mistakes to mend before it can be approved, with line and column. */
  problems: z.array(z.string()),
});
/**
 * A drafted template with the record of its design.
 *
 * @public
 */
export type TemplateDraftView = z.infer<typeof templateDraftViewSchema>;
