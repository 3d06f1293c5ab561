import type { ClusterObject } from '@mandate/plugin-mandate-common';
import {
  type Check,
  ClusterRefusedError,
  ClusterUnavailableError,
  fieldsAt,
  isWorkload,
  type StepContext,
} from '@mandate/plugin-mandate-node';
import { referenceOf } from '../effects/objectReference';
import { newestPods } from '../verification/checkRollout';
import { podSelector } from './podSelector';

const SCRAPING_CHECK = {
  id: 'monitoring',
  title: 'Monitoring scrapes what runs',
} as const;

const SCRAPE_ANNOTATION = 'prometheus.io/scrape';
const MONITOR_KINDS = ['ServiceMonitor', 'PodMonitor'];

/**
 * Whether the cluster's Prometheus really has series of the newest pods, where what was planned asks to be scraped (by
 * annotation or monitor). Nothing is checked where nothing asks. Series that are missing yet are waited for until the
 * verification's deadline; a Prometheus that does not answer gives `unknown`, never success.
 */
export async function checkScraping(
  context: StepContext,
): Promise<readonly Check[]> {
  const scraped = scrapedWorkloads(context);
  if (scraped.length === 0) {
    return [];
  }
  try {
    const pods = await podsOf(context, scraped);
    return [{ ...SCRAPING_CHECK, ...(await look(context, pods)) }];
  } catch (error) {
    if (
      error instanceof ClusterUnavailableError ||
      error instanceof ClusterRefusedError
    ) {
      return [{ ...SCRAPING_CHECK, status: 'unknown', words: error.message }];
    }
    throw error;
  }
}

async function look(
  { clusters, target }: StepContext,
  pods: readonly string[],
): Promise<Pick<Check, 'status' | 'words'>> {
  if (pods.length === 0) {
    return { status: 'pending', words: 'There are no pods to scrape yet.' };
  }
  const answer = await clusters.queryMetrics(target.cluster, {
    expression: `count by (pod) ({${podSelector(target.namespace, pods)}})`,
  });
  if (answer.type === 'not-configured') {
    return {
      status: 'passing',
      words:
        'It cannot be told: no Prometheus is configured for this cluster (prometheusPath of mandate.clusters).',
    };
  }
  const seen = new Set(answer.series.map(({ labels }) => labels.pod));
  const missing = pods.filter(pod => !seen.has(pod));
  return missing.length === 0
    ? {
        status: 'passing',
        words: `Prometheus has series of ${
          pods.length === 1 ? 'the pod' : `all ${pods.length} pods`
        }.`,
      }
    : {
        status: 'failing',
        words: `Prometheus has no series of ${missing
          .slice(0, 3)
          .join(', ')} yet. Check that it finds pods of the namespace ${
          target.namespace
        }, and that they serve metrics.`,
      };
}

/** The planned workloads that ask to be scraped: by their pods' annotation, or all when a monitor is planned. */
function scrapedWorkloads({ plan }: StepContext): readonly ClusterObject[] {
  const planned = plan.objects.flatMap(({ after }) => after ?? []);
  const isMonitored = planned.some(({ kind }) => MONITOR_KINDS.includes(kind));
  return planned.filter(
    object =>
      isWorkload(object) &&
      (isMonitored ||
        fieldsAt(object, 'spec', 'template', 'metadata', 'annotations')[
          SCRAPE_ANNOTATION
        ] === 'true'),
  );
}

async function podsOf(
  context: StepContext,
  workloads: readonly ClusterObject[],
): Promise<readonly string[]> {
  const { clusters, target } = context;
  const live = await Promise.all(
    workloads.map(workload =>
      clusters.read(target.cluster, referenceOf(workload)),
    ),
  );
  const pods = await Promise.all(
    live.flatMap(object => (object ? [newestPods(context, object)] : [])),
  );
  return pods.flat().map(({ metadata }) => metadata.name);
}
