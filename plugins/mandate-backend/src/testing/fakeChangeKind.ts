import type {
  ClusterObject,
  Plan,
  TargetFacts,
} from '@mandate/plugin-mandate-common';
import type {
  ChangeKind,
  PlanOutcome,
  StepHandler,
} from '@mandate/plugin-mandate-node';
import { z } from 'zod';

/** What tests tell the fake kind to do. */
const inputSchema = z.strictObject({
  version: z.string().default('1.0.1'),
  bump: z.enum(['patch', 'minor', 'major']).default('patch'),
  outcome: z
    .enum(['planned', 'nothing-to-do', 'impossible', 'secret', 'removal'])
    .default('planned'),
  /** Characters of ballast in the plan. */
  ballast: z.number().default(0),
});

/** Where the fake kind's targets are; tests move it. */
export interface FakeTarget {
  version: string;
}

/** A change kind without a cluster: its effect is that `world.version` becomes the version asked for. */
export function fakeChangeKind(
  world: FakeTarget,
  name = 'deploy',
): ChangeKind<z.output<typeof inputSchema>> {
  return {
    name,
    title: 'Deploy',
    description: 'Deploys nothing.',
    inputSchema: inputSchema as z.ZodType<z.output<typeof inputSchema>>,
    risk: {
      destructive: false,
      touchesIdentity: false,
      touchesData: false,
      irreversibility: 0.1,
    },
    describe: (input, target) =>
      `Deploy ${target.name} ${input.version} to ${target.environment}`,
    plan: async ({ target }, input): Promise<PlanOutcome> => {
      if (input.outcome === 'nothing-to-do' || input.outcome === 'impossible') {
        return { type: input.outcome, words: `It is ${input.outcome}.` };
      }
      return { type: 'planned', plan: fakePlan(world, target, input) };
    },
    observeVersion: async () => world.version,
    step: (plan): StepHandler => ({
      observe: async () =>
        world.version === plan.version?.to
          ? { type: 'present', words: 'It is there.' }
          : { type: 'absent', words: 'It is not there.' },
      act: async () => {
        world.version = plan.version?.to ?? world.version;
        return { type: 'acted' };
      },
    }),
    check: async () => [
      { id: 'ready', title: 'Ready', status: 'passing', words: 'Ready.' },
    ],
  };
}

function fakePlan(
  world: FakeTarget,
  target: TargetFacts,
  input: z.output<typeof inputSchema>,
): Plan {
  const workload = (version: string): ClusterObject => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: target.workload.name, namespace: target.namespace },
    spec: { version, ballast: 'x'.repeat(input.ballast) },
  });
  const figures = { replicas: 1, cpuCores: 0.1, memoryGiB: 0.1, storageGiB: 0 };
  return {
    summary: '1 object',
    objects: [
      {
        apiVersion: 'apps/v1',
        kind: input.outcome === 'secret' ? 'Secret' : 'Deployment',
        name: target.workload.name,
        namespace: target.namespace,
        action: input.outcome === 'removal' ? 'delete' : 'update',
        before: workload(world.version),
        after: input.outcome === 'removal' ? null : workload(input.version),
        ...(input.outcome === 'secret' && { apiVersion: 'v1' }),
      },
    ],
    steps: [{ id: 'apply', title: 'Apply', effect: true }],
    figures: { before: figures, after: figures },
    version: { from: world.version, to: input.version, bump: input.bump },
    images: [],
    template: {
      name: 'fake',
      digest: 'sha256:fake',
      approved: true,
      classification: 'standard',
      reasons: [],
    },
    baseVersion: world.version,
    undo: { words: 'undone by hand', typicalSeconds: 1 },
    verification: { soakSeconds: 0, deadlineSeconds: 60 },
  };
}
