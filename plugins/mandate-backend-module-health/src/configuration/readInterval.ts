import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** How often crash loops are looked for, in seconds. Throws `InputError` for a value that makes no sense. */
export function readInterval(config: Config): number {
  const seconds =
    config.getOptionalNumber('mandate.health.intervalSeconds') ?? 5;
  if (!(seconds >= 1 && seconds <= 3_600)) {
    throw new InputError(
      `mandate.health.intervalSeconds is ${seconds}. Give seconds between 1 and 3600.`,
    );
  }
  return seconds;
}
