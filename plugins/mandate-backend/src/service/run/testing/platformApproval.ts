import type { VoteRequest } from '@mandate/plugin-mandate-common';
import type { MandateSpec } from '@mandate/policy';
import { castVote } from '../../change/voting/castVote';
import type { RunHarness } from './RunHarness';

/** Paul, whom tests make a member of platform. */
export const PAUL = { kind: 'user', ref: 'user:default/paul' } as const;

/** Lets nothing be poked in dev before so many of platform have approved. */
export function askingPlatform(
  more: {
    readonly count?: number;
    readonly rejection?: 'single' | 'quorum';
    readonly expires?: string;
  } = {},
): MandateSpec {
  const { count = 1, rejection, expires } = more;
  return {
    owner: 'group:default/shop',
    appliesTo: { environments: ['dev'] },
    grants: [
      {
        changes: ['poke'],
        oversight: 'approve',
        approvals: [
          {
            group: 'group:default/platform',
            count,
            ...(rejection !== undefined && { rejection }),
          },
        ],
        ...(expires !== undefined && { expires }),
      },
    ],
    review: { every: 'P3M', by: 'group:default/security' },
  };
}

/** Somebody by their name. */
export const person = (name: string) =>
  ({ kind: 'user', ref: `user:default/${name}` } as const);

/** What voting needs, of a harness. */
export const votingOf = (harness: RunHarness) => ({
  ...harness.proposing,
  people: harness.people,
  kinds: harness.kinds,
});

/** Has somebody vote on the newest plan of a change; they approve unless it says otherwise. */
export async function voteAs(
  harness: RunHarness,
  id: string,
  name: string,
  more: Partial<VoteRequest> = {},
): Promise<void> {
  const { revision } = await harness.change(id);
  const { digest } = await harness.revision(id, revision);
  await castVote(votingOf(harness), {
    id,
    voter: person(name),
    vote: { verdict: 'approve', revision, digest, ...more },
  });
}

/** Has Paul vote, see `voteAs`. */
export function approveAsPaul(
  harness: RunHarness,
  id: string,
  conditions: Partial<VoteRequest> = {},
): Promise<void> {
  return voteAs(harness, id, 'paul', conditions);
}

/** Lets somebody vote for another one for an hour. */
export async function delegateAs(
  harness: RunHarness,
  from: string,
  to: string,
): Promise<void> {
  await harness.store.transaction(async tx => {
    const nowMs = await tx.now();
    await tx.delegations.insert({
      id: `${from}-${to}`,
      delegator: person(from).ref,
      delegate: person(to).ref,
      startsAtMs: nowMs - 1_000,
      endsAtMs: nowMs + 3_600_000,
      createdAtMs: nowMs,
    });
  });
}
