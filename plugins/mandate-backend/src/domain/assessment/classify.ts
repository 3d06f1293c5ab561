import {
  CHANGE_CONFIGURATION_KIND,
  type Classification,
  type ClusterObject,
  type Plan,
} from '@mandate/plugin-mandate-common';
import { z } from 'zod';

/** Kinds whose effect is a state that the target was in before; their images are not new to it. */
const KINDS_BACK_TO_AN_EARLIER_STATE: ReadonlySet<string> = new Set([
  'rollback',
]);

/**
 * How familiar a change is. A plan from a template has the template's answer. One without a template is standard when
 * it only alters what is there and brings no image that the target does not run, or applies a checked configuration for the
 * first time; anything else is novel. A plan that
 * overwrites what somebody else manages goes beyond what was approved, wherever it comes from.
 */
export function classify(kind: string, plan: Plan): Classification {
  const goesBack = KINDS_BACK_TO_AN_EARLIER_STATE.has(kind);
  if (!goesBack && plan.objects.some(takesOver)) {
    return 'modified-beyond';
  }
  if (plan.template) {
    return plan.template.classification;
  }
  const altersOnly = plan.objects.every(
    object =>
      object.action === 'update' ||
      object.action === 'none' ||
      isFirstConfiguration(kind, object),
  );
  if (!altersOnly) {
    return 'novel';
  }
  if (goesBack) {
    return 'standard';
  }
  const present = new Set(
    plan.objects.flatMap(({ before }) => imagesOf(before)),
  );
  return plan.images.every(image => present.has(image)) ? 'standard' : 'novel';
}

/**
 * The ConfigMap of a configuration that is applied for the first time. What it may hold is given by a schema that no
 * change of configuration can alter, so the first is as familiar as the next.
 */
function isFirstConfiguration(
  kind: string,
  { kind: objectKind, action }: Plan['objects'][number],
): boolean {
  return (
    kind === CHANGE_CONFIGURATION_KIND &&
    objectKind === 'ConfigMap' &&
    action === 'create'
  );
}

function takesOver({ takesOverFrom = [] }: Plan['objects'][number]): boolean {
  return takesOverFrom.length > 0;
}

const containers = z.array(z.looseObject({ image: z.string() })).optional();
const workloadSchema = z.looseObject({
  spec: z.looseObject({
    template: z.looseObject({
      spec: z.looseObject({ containers, initContainers: containers }),
    }),
  }),
});

function imagesOf(object: ClusterObject | null): readonly string[] {
  const parsed = workloadSchema.safeParse(object);
  if (!parsed.success) {
    return [];
  }
  const pod = parsed.data.spec.template.spec;
  return [...(pod.containers ?? []), ...(pod.initContainers ?? [])].map(
    ({ image }) => image,
  );
}
