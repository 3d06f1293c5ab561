import { z } from 'zod';

const quantity = z
  .string()
  .max(20)
  .regex(
    /^\d{1,9}(\.\d{1,6})?(m|k|M|G|T|Ki|Mi|Gi|Ti)?$/,
    'must be a quantity such as 250m or 512Mi',
  );

const amounts = z
  .strictObject({ cpu: quantity.optional(), memory: quantity.optional() })
  .default({});

/** What resizing takes. */
export const resizeInputSchema = z
  .strictObject({
    /** The container; needed when there are several and none is named like the workload. */
    container: z.string().min(1).max(63).optional(),
    requests: amounts,
    limits: amounts,
    /** Resizes the running pods without restarting them, where the cluster can. */
    inPlace: z.boolean().default(false),
    takeOverFrom: z.array(z.string().min(1).max(200)).max(10).default([]),
  })
  .refine(
    ({ requests, limits }) =>
      Object.keys({ ...requests, ...limits }).length > 0,
    { message: 'needs requests or limits' },
  );

/** What resizing takes. */
export type ResizeInput = z.output<typeof resizeInputSchema>;
