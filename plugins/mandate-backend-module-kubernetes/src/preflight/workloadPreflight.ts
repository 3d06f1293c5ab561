import type { PreflightCheck } from '@mandate/plugin-mandate-common';
import {
  type ChangeKind,
  ClusterRefusedError,
  ClusterUnavailableError,
  type PreflightContext,
} from '@mandate/plugin-mandate-node';
import { checkAutoscaling } from './checkAutoscaling';
import { checkConfiguration } from './checkConfiguration';
import { checkDependencies } from './checkDependencies';
import { checkEnvironment } from './checkEnvironment';
import { checkResources } from './checkResources';

/** What a look came to, in words. */
export type PreflightFinding = Pick<PreflightCheck, 'status' | 'words'>;

/** What a change of a workload can be asked to be ready in. */
export type PreflightTopic =
  | 'environment'
  | 'resources'
  | 'dependencies'
  | 'configuration'
  | 'autoscaling';

const TOPICS: Readonly<
  Record<
    PreflightTopic,
    {
      readonly title: string;
      readonly look: (context: PreflightContext) => Promise<PreflightFinding>;
    }
  >
> = {
  environment: { title: 'The environment is ready', look: checkEnvironment },
  resources: { title: 'Resources are available', look: checkResources },
  dependencies: {
    title: 'What it depends on is healthy',
    look: checkDependencies,
  },
  configuration: {
    title: 'Its configuration is complete',
    look: checkConfiguration,
  },
  autoscaling: { title: 'What it scales is there', look: checkAutoscaling },
};

/** The preflight of a kind: one check a topic. A cluster that does not answer or does not permit the look leaves it unknown. */
export function workloadPreflight(
  topics: readonly PreflightTopic[],
): NonNullable<ChangeKind['preflight']> {
  return context =>
    Promise.all(
      topics.map(async topic => {
        const { title, look } = TOPICS[topic];
        return { id: topic, title, ...(await answered(look, context)) };
      }),
    );
}

/** What a look came to. A cluster that does not answer or does not permit it leaves that unknown. */
export async function answered(
  look: (context: PreflightContext) => Promise<PreflightFinding>,
  context: PreflightContext,
): Promise<PreflightFinding> {
  try {
    return await look(context);
  } catch (error) {
    if (
      error instanceof ClusterUnavailableError ||
      error instanceof ClusterRefusedError
    ) {
      return { status: 'unknown', words: error.message.slice(0, 1_000) };
    }
    throw error;
  }
}
