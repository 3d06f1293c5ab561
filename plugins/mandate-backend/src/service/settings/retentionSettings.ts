import { z } from 'zod';
import { exactDuration } from './exactDuration';

const DAY_MS = 86_400_000;

/** `mandate.retention` in the configuration; nothing of it touches the ledger. */
export const retentionSettingsSchema = z.object({
  messages: exactDuration.default(7 * DAY_MS),
  deadLetters: exactDuration.default(90 * DAY_MS),
  journals: exactDuration.optional(),
});

/** How long rows are kept that nothing depends on any more, in milliseconds. */
export type RetentionSettings = z.output<typeof retentionSettingsSchema>;
