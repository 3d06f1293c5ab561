import type { ClusterObject } from '@mandate/plugin-mandate-common';
import {
  ClusterRefusedError,
  fieldsAt,
  listAt,
  type StepContext,
  textAt,
} from '@mandate/plugin-mandate-node';
import type { TestResult } from './checkTests';
import { maskedLine } from './maskedLine';
import { type JobTest, testJobReference } from './testJob';

/** Lines of a test's log that its result shows. */
const SHOWN_LINES = 8;
const MOST_CHARACTERS = 800;

/** What the Job of a test came to, with the end of its log. A Job that is gone has told nothing, and that is a failure. */
export async function checkJobTest(
  context: StepContext,
  test: JobTest,
): Promise<TestResult> {
  const { clusters, target } = context;
  const reference = testJobReference(context, test);
  const job = await clusters.read(target.cluster, reference);
  if (!job) {
    return {
      status: 'failing',
      words: `Job ${reference.name} was removed before it told its result.`,
      final: true,
    };
  }
  const failure = conditionOf(job, 'Failed');
  const isComplete = conditionOf(job, 'Complete') !== undefined;
  if (!failure && !isComplete) {
    return { status: 'pending', words: `Job ${reference.name} runs.` };
  }
  const end = await logEnd(context, reference.name);
  return failure
    ? {
        status: 'failing',
        words: `${command(test)} failed (${
          textAt(failure, 'message') ?? textAt(failure, 'reason') ?? 'no reason'
        }). ${end}`,
        final: true,
      }
    : { status: 'passing', words: `${command(test)} succeeded. ${end}` };
}

function command(test: JobTest): string {
  return `"${test.command.join(' ').slice(0, 120)}"`;
}

function conditionOf(job: ClusterObject, type: string) {
  return listAt(job, 'status', 'conditions').find(
    condition => condition.type === type && condition.status === 'True',
  );
}

async function logEnd(context: StepContext, job: string): Promise<string> {
  const { clusters, target } = context;
  const { cluster, namespace } = target;
  const pods = await clusters.list(cluster, {
    apiVersion: 'v1',
    kind: 'Pod',
    namespace,
    labelSelector: `job-name=${job}`,
  });
  const [pod] = pods.filter(({ status }) => status !== undefined);
  if (!pod) {
    return 'Its pod is gone, and the log with it.';
  }
  try {
    const lines = await clusters.readLog(
      cluster,
      { namespace, pod: pod.metadata.name, container: 'test' },
      { lines: SHOWN_LINES },
    );
    const text = lines.map(maskedLine).join('\n').slice(-MOST_CHARACTERS);
    return text ? `The end of its log: ${text}` : 'It wrote no log.';
  } catch (error) {
    if (error instanceof ClusterRefusedError) {
      const phase = textAt(fieldsAt(pod, 'status'), 'phase');
      return `There is no log of it${phase ? ` (pod ${phase})` : ''}.`;
    }
    throw error;
  }
}
