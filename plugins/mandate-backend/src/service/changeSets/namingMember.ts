import {
  InputError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type { CheckedChangeSet } from './ChangeSetService';

/** Does something for a change of a set; what it throws at whoever proposes the set says for which change it was. */
export async function namingMember<T>(
  { changes }: CheckedChangeSet,
  index: number,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { kind, target } = changes[index];
    const which = `Change ${index + 1} of ${changes.length} ('${kind}' of ${
      target.entityRef
    } in ${target.environment})`;
    const Answer = [InputError, NotFoundError, ServiceUnavailableError].find(
      type => error instanceof type,
    );
    // Without a cause: Backstage's errors add the cause's text to what the caller reads.
    throw Answer && error instanceof Error
      ? new Answer(`${which}: ${error.message}`)
      : error;
  }
}
