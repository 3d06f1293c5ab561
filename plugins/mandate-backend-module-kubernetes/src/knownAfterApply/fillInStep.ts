import { setTimeout as delay } from 'node:timers/promises';
import type {
  ClusterObject,
  Plan,
  PendingPlanValue,
} from '@mandate/plugin-mandate-common';
import type { StepContext, StepHandler } from '@mandate/plugin-mandate-node';
import {
  type JsonObject,
  renderTemplate,
  type Template,
} from '@mandate/templates';
import { objectOfStep } from '../domain/plannedObjects';
import { joinFields } from '../domain/selectFields';
import { afterEarlierPhases } from '../effects/afterEarlierPhases';
import { applyStep } from '../effects/applyStep';
import type { ApprovedTemplates } from '../templates/ApprovedTemplates';
import { valueAtPath, withPath } from './fields';
import { withoutPending } from './pendingFields';
import { readUpstreams } from './readUpstreams';

/** Shorter than a call to such a step may take. */
const WAIT_MS = 150_000;
const LOOK_EVERY_MS = 500;

/**
 * The step that writes an object of which something is known only after others were applied: waits until what it is made
 * of is there and ready, fills it in, and writes it. What never comes refuses the step by its name, so that the change is
 * undone; it never waits for good. Nothing for other steps.
 */
export function fillInStep(
  plan: Plan,
  stepId: string,
  options: {
    readonly templates: ApprovedTemplates;
    readonly now: () => Date;
    /** How long what is not there is waited for, in milliseconds. */
    readonly waitMs?: number;
  },
): StepHandler | undefined {
  const pending = (plan.pending ?? []).filter(({ step }) => step === stepId);
  if (pending.length === 0) {
    return undefined;
  }
  return afterEarlierPhases(
    {
      ...applyStep(plan, stepId),
      observe: context =>
        applyStep(withoutPending(plan), stepId).observe(context),
      act: async context => {
        const filled = await fillIn(context, pending, options);
        return filled.type === 'filled'
          ? applyStep(filled.plan, stepId).act(context)
          : { type: 'refused', words: filled.words };
      },
    },
    { plan, stepId, now: options.now },
  );
}

type Filled =
  | { readonly type: 'filled'; readonly plan: Plan }
  | { readonly type: 'not-told'; readonly words: string };

async function fillIn(
  context: StepContext,
  pending: readonly PendingPlanValue[],
  {
    templates,
    waitMs = WAIT_MS,
  }: {
    readonly templates: ApprovedTemplates;
    readonly waitMs?: number;
  },
): Promise<Filled> {
  const { template: origin } = context.plan;
  const found = origin && (await templates.find(origin.name, origin.digest));
  if (!origin || found?.type !== 'found') {
    return {
      type: 'not-told',
      words: `What is known only after apply cannot be filled in: ${
        found?.type === 'missing' ? found.words : 'the plan names no template.'
      }`,
    };
  }
  const { instance, values } = instanceOf(context);
  const template = await templates.rendered(found.template, instance, values);
  const until = Date.now() + waitMs;
  for (;;) {
    context.signal.throwIfAborted();
    const look = await lookOnce(context, pending, template);
    if (look.type === 'filled') {
      return look;
    }
    context.report(`Waits for what is known after apply: ${look.words}`);
    if (Date.now() >= until) {
      return {
        type: 'not-told',
        words: `It was waited for ${waitMs / 1_000} s: ${
          look.words
        } Mend that, and propose the change again.`,
      };
    }
    await delay(LOOK_EVERY_MS, undefined, { signal: context.signal });
  }
}

function instanceOf({ target, plan }: StepContext) {
  return {
    instance: { name: target.workload.name, namespace: target.namespace },
    // safety: the values of a plan are those that a rendering gave, and so JSON.
    values: (plan.template?.values ?? {}) as JsonObject,
  };
}

async function lookOnce(
  context: StepContext,
  pending: readonly PendingPlanValue[],
  template: Template,
): Promise<Filled> {
  const { plan } = context;
  const options = { template, ...instanceOf(context) };
  const first = renderTemplate(options);
  if (!first.ok) {
    return { type: 'not-told', words: problemWords(first.problems) };
  }
  const { live, lacks } = await readUpstreams(context, template, first);
  const second = renderTemplate({ ...options, live });
  if (!second.ok) {
    return { type: 'not-told', words: problemWords(second.problems) };
  }
  const open = second.pending.find(value =>
    pending.some(
      ({ resource, position }) =>
        resource === value.id && position === (value.object ?? 0),
    ),
  );
  if (open) {
    const words = lacks.join(' ') || `${open.waitsFor} is not known yet.`;
    return { type: 'not-told', words };
  }
  const values = pending.map(({ resource, position, field }) => ({
    field,
    value: valueAtPath(
      second.objects.filter((_, index) => second.ids[index] === resource)[
        position
      ],
      field,
    ),
  }));
  return { type: 'filled', plan: filledPlan(plan, pending[0].step, values) };
}

function filledPlan(
  plan: Plan,
  step: string,
  values: readonly {
    readonly field: PendingPlanValue['field'];
    readonly value: unknown;
  }[],
): Plan {
  const found = objectOfStep(plan, step);
  const fill = (object: ClusterObject) =>
    values.reduce(
      (rest, { field, value }) => withPath(rest, field, value),
      object,
    );
  return {
    ...plan,
    objects: plan.objects.map((planned, index) => {
      if (index !== found?.index || !planned.after) {
        return planned;
      }
      if (!planned.applied) {
        return { ...planned, after: fill(planned.after) };
      }
      const applied = fill(planned.applied);
      return {
        ...planned,
        applied,
        after: planned.before ? joinFields(planned.before, applied) : applied,
      };
    }),
  };
}

function problemWords(
  problems: readonly { readonly path: string; readonly message: string }[],
): string {
  return problems
    .slice(0, 3)
    .map(({ path, message }) => `${path}: ${message}`)
    .join(' ');
}
