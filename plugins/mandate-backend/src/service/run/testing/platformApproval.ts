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

/** Has Paul approve the newest plan of a change. */
export async function approveAsPaul(
  harness: RunHarness,
  id: string,
  conditions: Partial<VoteRequest> = {},
): Promise<void> {
  const { revision } = await harness.change(id);
  const { digest } = await harness.revision(id, revision);
  const { people, kinds } = harness;
  await castVote(
    { ...harness.proposing, people, kinds },
    {
      id,
      voter: PAUL,
      vote: { verdict: 'approve', revision, digest, ...conditions },
    },
  );
}
