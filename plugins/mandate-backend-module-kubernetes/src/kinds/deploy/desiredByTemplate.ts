import {
  type ClusterObject,
  clusterObjectSchema,
  type TargetFacts,
  TEMPLATE_ANNOTATION,
  TEMPLATE_DIGEST_ANNOTATION,
} from '@mandate/plugin-mandate-common';
import {
  classifyInstance,
  type JsonObject,
  previewUpgrade,
} from '@mandate/templates';
import { isWorkload, type ObserveContext } from '@mandate/plugin-mandate-node';
import { plannedTests } from '../../deploymentTests/plannedTests';
import { givesRights } from '../../domain/applyOrder';
import { restartMarkOf, withRestartMark } from '../../domain/restartMark';
import { pendingFields } from '../../knownAfterApply/pendingFields';
import { renderInstance } from '../../knownAfterApply/renderInstance';
import { decorate } from '../../planning/decorate';
import {
  parametersAnnotation,
  recordedTemplate,
  withParameters,
} from '../../planning/parameters';
import type { ApprovedTemplates } from '../../templates/ApprovedTemplates';
import type { DesiredObjects } from './desiredObjects';

/**
 * The objects of a template's instance. Parameters that are not given keep the values the live workload was rendered
 * with when it comes from the same template; a parameter that is given replaces the recorded one as a whole.
 */
export async function desiredByTemplate(options: {
  readonly context: ObserveContext;
  readonly target: TargetFacts;
  readonly live: ClusterObject | undefined;
  /** The set of what this template brought before, when it has no workload. */
  readonly part?: ClusterObject | undefined;
  readonly templates: ApprovedTemplates;
  readonly name: string;
  /** The version to have; an instance keeps the one it pins when absent. */
  readonly digest?: string;
  readonly parameters: JsonObject;
}): Promise<DesiredObjects> {
  const { target, live, name, templates } = options;
  const pinned = [live, options.part]
    .flatMap(keeper => (keeper && recordedTemplate(keeper)) ?? [])
    .find(recorded => recorded.name === name);
  const lookup = await templates.find(name, options.digest ?? pinned?.digest);
  if (lookup.type === 'missing') {
    return { type: 'impossible', words: lookup.words };
  }
  const { digest, approvedDigests } = lookup;
  const values = {
    ...pinned?.parameters,
    ...options.parameters,
  };
  const instance = { name: target.workload.name, namespace: target.namespace };
  const template = await templates.rendered(lookup.template, instance, values);
  const rendered = await renderInstance(options.context, {
    template,
    instance,
    values,
  });
  if (!rendered.ok) {
    const words = rendered.problems
      .slice(0, 5)
      .map(({ path, message }) => `${path}: ${message}`)
      .join(' ');
    return {
      type: 'impossible',
      words: `The template '${name}' cannot be rendered with these parameters. ${words}`,
    };
  }
  const origin = {
    [TEMPLATE_ANNOTATION]: name,
    [TEMPLATE_DIGEST_ANNOTATION]: digest,
  };
  const objects = rendered.objects.map(object => {
    const parsed = clusterObjectSchema.parse(object);
    const decorated = decorate(parsed, target, origin);
    return isTargetWorkload(parsed, target)
      ? withParameters(keepRestart(decorated, live), rendered.values)
      : decorated;
  });
  const open = pendingFields(rendered, objects);
  if (open.type === 'impossible') {
    const { id, waitsFor } = open.pending;
    return {
      type: 'impossible',
      words: `The template '${name}' decides by ${waitsFor} which objects ${id} has or what they are called, and that is not known before other objects are there. A plan must name its objects: use what the template itself sets, or make what it refers to first.`,
    };
  }
  const isPart = !objects.some(isWorkload);
  if (!isPart && !objects.some(object => isTargetWorkload(object, target))) {
    return {
      type: 'impossible',
      words: otherWorkloadsWords(name, target, objects.filter(isWorkload)),
    };
  }
  const classification = classifyInstance({
    template,
    digest,
    approvedDigests,
    values: rendered.values,
  });
  const before = pinned && (await templates.find(name, pinned.digest));
  const upgradeReservations =
    pinned && before?.type === 'found'
      ? personNeeded({
          before: await templates.rendered(
            before.template,
            instance,
            pinned.parameters,
          ),
          after: template,
          instance,
          values: pinned.parameters,
          newValues: rendered.values,
        })
      : [];
  const reservations = [...upgradeReservations, ...rightsWords(objects)];
  return {
    type: 'desired',
    objects,
    whole: true,
    pending: open.fields,
    tests: plannedTests({
      tests: template.annotations.tests,
      objects,
      ids: rendered.ids,
      values: rendered.values,
    }),
    ...(isPart
      ? {
          part: {
            name,
            annotations: {
              ...origin,
              ...parametersAnnotation(rendered.values),
            },
          },
        }
      : {}),
    template: {
      name,
      digest,
      approved: approvedDigests.includes(digest),
      // Novel is never decided without a person.
      classification: reservations.length > 0 ? 'novel' : classification.class,
      reasons: [...reservations, ...classification.reasons],
      values: { ...rendered.values },
      ...(isPart ? { part: true } : {}),
    },
  };
}

/** Why a person must decide, such as a new major version of what keeps data. What forbids the step is said too. */
function personNeeded(
  options: Parameters<typeof previewUpgrade>[0],
): readonly string[] {
  const preview = previewUpgrade(options);
  return preview.status === 'blocked' ? preview.problems : preview.needsPerson;
}

/** Whoever may do something by a change was not asked before: a person decides about rights each time. */
function rightsWords(objects: readonly ClusterObject[]): readonly string[] {
  const names = objects
    .filter(givesRights)
    .map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  return names.length > 0
    ? [`It gives rights in the cluster: ${names.join(', ')}.`]
    : [];
}

function isTargetWorkload(object: ClusterObject, target: TargetFacts): boolean {
  const { kind, name } = target.workload;
  return object.kind === kind && object.metadata.name === name;
}

function otherWorkloadsWords(
  template: string,
  { entityRef, workload }: TargetFacts,
  made: readonly ClusterObject[],
): string {
  const names = made
    .map(({ kind, metadata }) => `${kind.toLowerCase()}/${metadata.name}`)
    .join(', ');
  return `The template '${template}' does not make the ${workload.kind} '${
    workload.name
  }' that ${entityRef} is bound to, but ${names}. Set the entity's annotation mandate.dev/workload to ${
    made.length === 1 ? names : 'one of them'
  }.`;
}

/** Without it, applying would take an earlier restart's mark away, and that replaces all pods. */
function keepRestart(
  workload: ClusterObject,
  live: ClusterObject | undefined,
): ClusterObject {
  const mark = live && restartMarkOf(live);
  return mark === undefined ? workload : withRestartMark(workload, mark);
}
