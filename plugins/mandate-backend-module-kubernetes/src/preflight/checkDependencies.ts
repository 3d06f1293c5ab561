import type { TargetFacts } from '@mandate/plugin-mandate-common';
import {
  numberAt,
  type PreflightContext,
  replicasOf,
} from '@mandate/plugin-mandate-node';
import { workloadReference } from '../planning/targetWorkload';
import type { PreflightFinding } from './workloadPreflight';

/**
 * The workloads of what the target depends on directly have pods that are available. A resource without a workload,
 * such as a bucket, runs elsewhere and says nothing here; a component without one is not there to be depended on.
 */
export async function checkDependencies(
  context: PreflightContext,
): Promise<PreflightFinding> {
  const { dependencies } = context;
  if (dependencies.length === 0) {
    return { status: 'pass', words: 'It depends on nothing in the catalog.' };
  }
  const troubles = await Promise.all(
    dependencies.map(dependency => troubleWith(context, dependency)),
  );
  const told = troubles.filter(trouble => trouble !== undefined);
  return told.length > 0
    ? { status: 'fail', words: told.join(' ').slice(0, 1_000) }
    : {
        status: 'pass',
        words: `${dependencies
          .slice(0, 10)
          .map(({ name }) => name)
          .join(', ')}: available.`,
      };
}

async function troubleWith(
  { clusters }: PreflightContext,
  dependency: TargetFacts,
): Promise<string | undefined> {
  const { name, environment, entityKind } = dependency;
  const workload = await clusters.read(
    dependency.cluster,
    workloadReference(dependency),
  );
  if (!workload) {
    return entityKind.toLowerCase() === 'component'
      ? `${name} does not run in ${environment}.`
      : undefined;
  }
  const available = numberAt(workload, 'status', 'availableReplicas') ?? 0;
  return available === 0
    ? `${name} has none of its ${replicasOf(workload)} pods available.`
    : undefined;
}
