import { recordedTemplate } from '../planning/parameters';
import { readWorkload } from '../planning/targetWorkload';
import {
  type Check,
  ClusterRefusedError,
  ClusterUnavailableError,
  type StepContext,
} from '@mandate/plugin-mandate-node';
import {
  checkedResources,
  type CheckJudgement,
  judgeChecks,
  type JsonObject,
  type LiveObjects,
  renderTemplate,
  type Template,
} from '@mandate/templates';
import {
  asJson,
  readOwned,
  readReferred,
} from '../knownAfterApply/readReferred';
import type { Rendering } from '../knownAfterApply/readUpstreams';
import type { ApprovedTemplates } from '../templates/ApprovedTemplates';

const NOT_READ = {
  id: 'template-checks',
  title: 'The template’s checks',
  status: 'unknown',
} as const;

/**
 * One look at the conditions that a template sets for its instances (`mandate.dev/checks`), of the version that the plan or,
 * when the change brings no template, the live workload names. They have something to say only when everything else is well:
 * until then they wait. A false one keeps the change from being verified, and so does one that cannot be told; the deadline
 * decides, since what controllers write into a status may come a little later.
 *
 * A change that brings no template (`configure`, `restart`, `resize`, `reapply`) may leave objects, and find them, that differ
 * on purpose from the parameters that the workload records: after a resize, say. A check that compares an object with a
 * parameter would undo such a change wrongly, so of these kinds only the checks count that read no parameter; and none when
 * the template does not take the recorded values at all, as after a scale past its limits. `scale` and `rollback` are not
 * judged: going down may make checks false on purpose, and the way back must not be undone for what was false before it.
 * Neither are `adopt` and `ignore-drift`, which leave what differs.
 */
export async function checkConditions(
  context: StepContext,
  options: {
    readonly templates: ApprovedTemplates;
    /** What else was looked at. */
    readonly others: readonly Check[];
  },
): Promise<readonly Check[]> {
  const isReady = options.others.every(({ status }) => status === 'passing');
  try {
    const instance = await instanceOf(context, options.templates);
    switch (instance.type) {
      case 'none':
        return [];
      case 'missing':
        return [{ ...NOT_READ, words: instance.words }];
      default:
        return isReady
          ? await judged(context, instance)
          : instance.template.checks.map(waiting);
    }
  } catch (error) {
    if (
      error instanceof ClusterUnavailableError ||
      error instanceof ClusterRefusedError
    ) {
      // What else was looked at says already that the cluster does not answer.
      return isReady ? [{ ...NOT_READ, words: error.message }] : [];
    }
    throw error;
  }
}

type Instance =
  | { readonly type: 'none' }
  | { readonly type: 'missing'; readonly words: string }
  | {
      readonly type: 'instance';
      readonly template: Template;
      readonly values: JsonObject;
      /** Whether the plan brings the template with these values; otherwise the live workload records them. */
      readonly isBrought: boolean;
    };

async function instanceOf(
  context: StepContext,
  templates: ApprovedTemplates,
): Promise<Instance> {
  const origin = await originOf(context);
  if (!origin) {
    return { type: 'none' };
  }
  const found = await templates.find(origin.name, origin.digest);
  return found.type === 'missing'
    ? found
    : {
        type: 'instance',
        template: origin.isBrought
          ? found.template
          : withoutParameterChecks(found.template),
        values: origin.values,
        isBrought: origin.isBrought,
      };
}

async function originOf(context: StepContext) {
  const { template } = context.plan;
  if (template) {
    const { name, digest, values } = template;
    // safety: the values of a plan are those that a rendering gave, and so JSON.
    const json = (values ?? {}) as JsonObject;
    return { name, digest, values: json, isBrought: true };
  }
  const workload = await readWorkload(context);
  const recorded = workload && recordedTemplate(workload);
  return (
    recorded && { ...recorded, values: recorded.parameters, isBrought: false }
  );
}

function withoutParameterChecks(template: Template): Template {
  return {
    ...template,
    checks: template.checks.filter(({ condition }) =>
      condition.references.every(
        ({ root, fields }) => root !== 'schema' || fields[0] === 'metadata',
      ),
    ),
  };
}

async function judged(
  context: StepContext,
  { template, values, isBrought }: Instance & { readonly type: 'instance' },
): Promise<readonly Check[]> {
  if (template.checks.length === 0) {
    return [];
  }
  const { target } = context;
  const instance = { name: target.workload.name, namespace: target.namespace };
  const rendered = renderTemplate({ template, instance, values });
  if (!rendered.ok && !isBrought) {
    return [];
  }
  const live = rendered.ok ? await readLive(context, template, rendered) : {};
  return judgeChecks({ template, instance, values, live }).flatMap(checkOf);
}

/** The live objects of the resources that checks read; a resource is absent when one of its objects is. */
async function readLive(
  context: StepContext,
  template: Template,
  rendered: Rendering,
): Promise<LiveObjects> {
  const read = await Promise.all(
    checkedResources(template).map(
      async id => [id, await liveOf(context, id, rendered)] as const,
    ),
  );
  return Object.fromEntries(
    read.flatMap(([id, live]): [string, LiveObjects[string]][] => {
      if (isMany(id, template)) {
        return live ? [[id, live]] : [];
      }
      return live?.length === 1 ? [[id, live[0]]] : [];
    }),
  );
}

/** Nothing when one of the objects that the instance makes is not there. */
async function liveOf(
  context: StepContext,
  id: string,
  { objects, ids, externals }: Rendering,
): Promise<readonly JsonObject[] | undefined> {
  const external = externals.find(reference => reference.id === id);
  if (external) {
    return readReferred(context, external);
  }
  const live = await readOwned(
    context,
    objects.filter((_, index) => ids[index] === id),
  );
  const found = live.flatMap(object => (object ? [asJson(object)] : []));
  return found.length === live.length ? found : undefined;
}

function isMany(id: string, { resources }: Template): boolean {
  return resources.some(
    resource =>
      resource.id === id &&
      ['collection', 'external-collection'].includes(resource.kind),
  );
}

function waiting({ name }: Template['checks'][number]): Check {
  return {
    ...naming(name),
    status: 'pending',
    words: 'It waits until what was deployed is ready.',
  };
}

function checkOf({
  name,
  outcome,
  words,
  final,
}: CheckJudgement): readonly Check[] {
  switch (outcome) {
    case 'left-out':
      return [];
    case 'pass':
      return [{ ...naming(name), status: 'passing', words }];
    case 'fail':
      return [{ ...naming(name), status: 'failing', words, final }];
    default:
      return [{ ...naming(name), status: 'unknown', words }];
  }
}

function naming(name: string) {
  return {
    id: `check-${name}`,
    title: `The template’s check ${name} holds`,
  };
}
