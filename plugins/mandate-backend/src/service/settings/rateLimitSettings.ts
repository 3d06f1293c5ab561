import { z } from 'zod';

const rate = (perMinute: number, burst: number) =>
  z
    .object({
      perMinute: z.number().positive().max(1_000_000).default(perMinute),
      burst: z.number().int().positive().max(1_000_000).default(burst),
    })
    .prefault({});

/** `mandate.rateLimits` in the configuration. */
export const rateLimitSettingsSchema = z.object({
  people: rate(600, 300),
  machines: rate(300, 150),
});

/** How often each principal may call. */
export type RateLimits = z.output<typeof rateLimitSettingsSchema>;
