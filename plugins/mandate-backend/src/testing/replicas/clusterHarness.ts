import type {
  ProposeRequest,
  TargetFacts,
} from '@mandate/plugin-mandate-common';
import type { TargetDirectory } from '@mandate/plugin-mandate-node';
import type { MandateSpec } from '@mandate/policy';
import type { Knex } from 'knex';
import { proposeChange } from '../../service/change/proposing/proposeChange';
import { castVote } from '../../service/change/voting/castVote';
import {
  type HostedKinds,
  hostKinds,
} from '../../service/run/testing/crash/hostedKinds';
import { RunHarness } from '../../service/run/testing/RunHarness';
import { targetNamed } from '../../service/run/testing/testTargets';

/** Who approves what replicas do to a cluster; each replica reads that at its gates. */
const APPROVER = 'user:default/paul';
const APPROVERS = 'group:default/platform';

/** Finds every name, in a namespace of its own. */
const onCluster: TargetDirectory = {
  resolve: async ({ entityRef }) => targetOf(entityRef),
  ofEntity: async entityRef => [targetOf(entityRef)],
  all: async () => [],
  dependants: async () => [],
};

/** A kernel with the real kinds of the module for Kubernetes. */
export async function clusterHarness(
  knex: Knex,
  kubeconfig: string,
): Promise<{ readonly harness: RunHarness; readonly hosted: HostedKinds }> {
  const hosted = await hostKinds(kubeconfig);
  const harness = await RunHarness.create(knex, {
    hosted: { ...hosted, targets: onCluster },
  });
  harness.groups.set(APPROVER, [APPROVERS]);
  return { harness, hosted };
}

/** Proposes a change of a real kind, which {@link APPROVER} approves. */
export async function proposeApproved(
  harness: RunHarness,
  request: ProposeRequest,
): Promise<string> {
  const { proposing, people, kinds, store } = harness;
  const { id, revision } = await proposeChange(proposing, {
    request,
    proposer: { kind: 'user', ref: 'user:default/dana' },
  });
  const { digest } = await harness.revision(id, revision);
  await castVote(
    { store, people, kinds, decider: proposing.decider },
    {
      id,
      voter: { kind: 'user', ref: APPROVER },
      vote: { verdict: 'approve', revision, digest },
    },
  );
  return id;
}

/** All kinds ask {@link APPROVER}. */
export function askFor(kinds: readonly string[]): MandateSpec {
  return {
    owner: 'group:default/shop',
    appliesTo: { environments: ['dev'] },
    grants: [
      {
        changes: [...kinds],
        oversight: 'approve',
        approvals: [{ group: APPROVERS, count: 1 }],
      },
    ],
    review: { every: 'P3M', by: 'group:default/security' },
  };
}

function targetOf(entityRef: string): TargetFacts {
  const name = entityRef.slice(entityRef.lastIndexOf('/') + 1);
  return { ...targetNamed(name), cluster: 'one', namespace: `${name}-dev` };
}
