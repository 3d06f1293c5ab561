import type { z } from 'zod/v3';

/** Test results as agents give them. */
export function testResultFields(zod: typeof z) {
  return zod.array(
    zod.object({
      name: zod.string().min(1).max(200),
      outcome: zod.enum(['passed', 'failed', 'skipped']),
      url: zod.string().max(2_000).optional(),
      counts: zod
        .object({
          passed: zod.number().int(),
          failed: zod.number().int(),
          skipped: zod.number().int().optional(),
        })
        .optional(),
    }),
  );
}
