import type { ClusterObject, Plan } from '@mandate/plugin-mandate-common';
import {
  type ActOutcome,
  ClusterRefusedError,
  ClusterUnavailableError,
  type Observation,
  type StepContext,
  type StepHandler,
} from '@mandate/plugin-mandate-node';
import { runMarkOf, sameEffect } from '../domain/runMark';
import { afterEarlierPhases } from '../effects/afterEarlierPhases';
import { evidenceOf, markOf } from '../effects/applyStep';
import { attempt } from '../effects/attempt';
import { type JobTest, testJob, testJobReference } from './testJob';
import { testOfStep, testStepId } from './testStepId';

/**
 * The step that starts a test's Job when all that the plan writes is ready. Done when the Job is there: what comes of it is
 * a check of the verification. Undoing it removes the Job. Nothing for other steps.
 */
export function testStep(
  plan: Plan,
  stepId: string,
  now: () => Date,
): StepHandler | undefined {
  const test = testOfStep(plan, stepId);
  return (
    test &&
    afterEarlierPhases(
      {
        observe: context => observe(context, test),
        act: context => attempt(() => act(context, test)),
        undo: context => attempt(() => removeTestJob(context, test)),
        observeUndone: context => observeUndone(context, test),
      },
      { plan, stepId, now },
    )
  );
}

/** Removes the Job of a test with its pods; one that is not this change's stays. */
export async function removeTestJob(
  context: StepContext,
  test: JobTest,
): Promise<ActOutcome> {
  const { clusters, target } = context;
  const reference = testJobReference(context, test);
  const live = await clusters.read(target.cluster, reference);
  if (live && isOwn(context, test, live)) {
    const { uid } = live.metadata;
    await clusters.remove(target.cluster, reference, { uid });
  }
  return { type: 'acted' };
}

async function observe(
  context: StepContext,
  test: JobTest,
): Promise<Observation> {
  return look(context, test, live => {
    if (!live) {
      return {
        type: 'absent',
        words: `The test ${test.name} has not been started.`,
      };
    }
    return isOwn(context, test, live)
      ? {
          type: 'present',
          words: `The test ${test.name} is started as Job ${live.metadata.name}.`,
          evidence: evidenceOf(live),
        }
      : {
          type: 'absent',
          words: `Job ${live.metadata.name} is there, but was not made by this change.`,
        };
  });
}

async function act(context: StepContext, test: JobTest): Promise<ActOutcome> {
  const { clusters, target } = context;
  const live = await clusters.read(
    target.cluster,
    testJobReference(context, test),
  );
  if (live) {
    return isOwn(context, test, live)
      ? { type: 'acted' }
      : {
          type: 'refused',
          words: `Job ${live.metadata.name} is there already and was not made by this change. Remove it, and propose the change again.`,
        };
  }
  context.signal.throwIfAborted();
  context.report(`Starts the test ${test.name}.`);
  await clusters.apply(target.cluster, testJob(context, test), {
    mustNotExist: true,
  });
  return { type: 'acted' };
}

async function observeUndone(
  context: StepContext,
  test: JobTest,
): Promise<Observation> {
  return look(context, test, live =>
    live && isOwn(context, test, live)
      ? {
          type: 'absent',
          words: `Job ${live.metadata.name} of the test ${test.name} still exists.`,
        }
      : { type: 'present', words: `The test ${test.name} is cleaned up.` },
  );
}

function isOwn(
  context: StepContext,
  test: JobTest,
  live: ClusterObject,
): boolean {
  return sameEffect(runMarkOf(live), markOf(context, testStepId(test.name)));
}

async function look(
  context: StepContext,
  test: JobTest,
  judge: (live: ClusterObject | undefined) => Observation,
): Promise<Observation> {
  try {
    const { clusters, target } = context;
    return judge(
      await clusters.read(target.cluster, testJobReference(context, test)),
    );
  } catch (error) {
    if (
      error instanceof ClusterUnavailableError ||
      error instanceof ClusterRefusedError
    ) {
      return { type: 'unknown', words: error.message };
    }
    throw error;
  }
}
