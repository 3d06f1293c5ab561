import { parseDuration } from '@mandate/policy';
import { z } from 'zod';

/** An ISO 8601 duration of exact length, such as `P3D` or `PT5S`, as milliseconds. */
export const exactDuration = z.string().transform((text, context) => {
  const parsed = parseDuration(text);
  if (!parsed || parsed.months > 0 || parsed.ms <= 0) {
    context.addIssue({
      code: 'custom',
      message: `'${text}' is no ISO 8601 duration of exact length, such as P3D or PT5S`,
    });
    return z.NEVER;
  }
  return parsed.ms;
});
