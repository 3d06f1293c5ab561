import type { Caller } from '../change/ChangeService';
import type { PeopleDirectory } from './PeopleDirectory';

/** A person's groups; somebody who acts with a person's token is not that person. */
export async function groupsOfCaller(
  people: Pick<PeopleDirectory, 'groupsOf'>,
  { proposer, actedBy }: Caller,
): Promise<readonly string[]> {
  if (proposer.kind !== 'user' || actedBy !== undefined) {
    return [];
  }
  const groups = await people.groupsOf([proposer.ref]);
  return groups.get(proposer.ref) ?? [];
}
