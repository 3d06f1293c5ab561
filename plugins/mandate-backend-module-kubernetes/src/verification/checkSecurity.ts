import type { ClusterObject } from '@mandate/plugin-mandate-common';
import {
  type Check,
  ClusterRefusedError,
  ClusterUnavailableError,
  isWorkload,
  type StepContext,
} from '@mandate/plugin-mandate-node';
import { judgePodSecurity, newestPodSecurityMinor } from '@mandate/policy';
import type { TemplatePodSecurity } from '@mandate/templates';
import { referenceOf } from '../effects/objectReference';

const SECURITY_CHECK = {
  id: 'pod-security',
  title: 'What runs keeps its Pod Security level',
} as const;

/** Most findings that the words name. */
const MOST_NAMED = 3;

/**
 * One look at the live workloads after a deploy of a template: each keeps the Pod Security level that the template
 * claims, whatever defaults, webhooks and other writers made of it. A template that claims none is said to claim none.
 */
export async function checkSecurity(
  context: StepContext,
  level: TemplatePodSecurity | undefined,
): Promise<Check> {
  if (level === undefined || level === 'privileged') {
    return {
      ...SECURITY_CHECK,
      status: 'passing',
      words: 'The template claims no Pod Security level.',
    };
  }
  try {
    const findings = (await liveWorkloads(context)).flatMap(workload =>
      findingsOf(workload, level),
    );
    return findings.length > 0
      ? {
          ...SECURITY_CHECK,
          status: 'failing',
          words: `${findings.slice(0, MOST_NAMED).join(' ')}${
            findings.length > MOST_NAMED
              ? ` And ${findings.length - MOST_NAMED} more.`
              : ''
          }`,
          final: true,
        }
      : {
          ...SECURITY_CHECK,
          status: 'passing',
          words: `All workloads keep the level ${level}.`,
        };
  } catch (error) {
    if (
      error instanceof ClusterUnavailableError ||
      error instanceof ClusterRefusedError
    ) {
      return { ...SECURITY_CHECK, status: 'unknown', words: error.message };
    }
    throw error;
  }
}

async function liveWorkloads({
  clusters,
  target,
  plan,
}: StepContext): Promise<readonly ClusterObject[]> {
  const objects = await Promise.all(
    plan.objects
      .filter(({ after }) => after !== null && isWorkload(after))
      .map(planned => clusters.read(target.cluster, referenceOf(planned))),
  );
  return objects.filter(object => object !== undefined);
}

function findingsOf(
  workload: ClusterObject,
  level: 'restricted' | 'baseline',
): readonly string[] {
  const judgement = judgePodSecurity(workload, {
    level,
    minor: newestPodSecurityMinor,
  });
  const name = `${workload.kind} ${workload.metadata.name}`;
  return judgement.outcome === 'unreadable'
    ? [`${name} cannot be judged: ${judgement.message}`]
    : judgement.findings.map(({ message }) => `${name}: ${message}`);
}
