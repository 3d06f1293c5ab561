import { JsonObject } from '../json';
import { Template, TemplateCheck } from '../template';
import { ExpressionFailure } from './expressionRun';
import { prepareInstance, TemplateInstance } from './prepareInstance';
import { GraphRendering, LiveObjects, renderGraph } from './renderGraph';

/**
 * What a check of a template says of an instance: that its condition is true, that it is false, that it cannot be told (what
 * it reads is not there), or nothing, since it reads what the instance leaves out.
 *
 * @public
 */
export interface CheckJudgement {
  readonly name: string;
  readonly outcome: 'pass' | 'fail' | 'unknown' | 'left-out';
  /** One or two sentences for people. Never a value of a live object. */
  readonly words: string;
  /** Whether a failure stays one, see `deploymentChecksSchema`. */
  readonly final: boolean;
}

/**
 * The ids of the resources that a template's checks read: what `judgeChecks` needs the live objects of.
 *
 * @public
 */
export function checkedResources({
  checks,
  resources,
}: Template): readonly string[] {
  const read = new Set(checks.flatMap(readBy));
  return resources.map(({ id }) => id).filter(id => read.has(id));
}

/**
 * Evaluates a template's checks over the live objects of an instance, with the cost of all together bounded as a rendering's
 * is. Only what the cluster holds counts: a resource that is not among the live objects makes a check `unknown`, and so does
 * an expression that fails. Never throws for values, objects or conditions.
 *
 * @public
 */
export function judgeChecks(options: {
  readonly template: Template;
  readonly instance: TemplateInstance;
  readonly values: JsonObject;
  readonly live: LiveObjects;
}): readonly CheckJudgement[] {
  const { template, instance, live } = options;
  const prepared = prepareInstance(options);
  if (!prepared.ok) {
    const [{ path, message }] = prepared.problems;
    return template.checks.map(check =>
      unknown(check, `its parameters are not allowed (${path}: ${message})`),
    );
  }
  const graph = renderGraph({
    template,
    schema: prepared.schema,
    namespace: instance.namespace,
    live,
  });
  return template.checks.map(check => judge(check, graph, live));
}

function judge(
  check: TemplateCheck,
  graph: GraphRendering,
  live: LiveObjects,
): CheckJudgement {
  const { name, condition, message, final } = check;
  const read = readBy(check).filter(id => id !== 'schema');
  const leftOut = read.find(id => graph.skipped.includes(id));
  if (leftOut !== undefined) {
    return {
      name,
      final,
      outcome: 'left-out',
      words: `The instance has no ${leftOut}.`,
    };
  }
  const lacking = read.find(id => !isComplete(id, graph, live));
  if (lacking !== undefined) {
    return unknown(check, `${lacking} is not there as a whole`);
  }
  try {
    const evaluated = graph.run.evaluate(condition);
    if (!evaluated.known) {
      return unknown(check, `${evaluated.waitsFor} is not known`);
    }
    return evaluated.value === true
      ? {
          name,
          final,
          outcome: 'pass',
          words: holdsWords(read),
        }
      : {
          name,
          final,
          outcome: 'fail',
          words: `${message} (\${${condition.source}} is false.)`,
        };
  } catch (error) {
    if (error instanceof ExpressionFailure) {
      return unknown(check, error.message);
    }
    throw error;
  }
}

/** What went well needs no expression to be understood. */
function holdsWords(read: readonly string[]): string {
  return read.length === 0
    ? 'What the template asks holds.'
    : `What the template asks of ${[...new Set(read)].join(' and ')} holds.`;
}

/** Whether the cluster holds all that the instance makes of a resource. */
function isComplete(
  id: string,
  { ids }: GraphRendering,
  live: LiveObjects,
): boolean {
  if (!Object.hasOwn(live, id)) {
    return false;
  }
  const objects = live[id];
  return (
    !Array.isArray(objects) ||
    objects.length >= ids.filter(other => other === id).length
  );
}

function readBy({ condition }: TemplateCheck): readonly string[] {
  return condition.references.map(({ root }) => root);
}

function unknown({ name, final }: TemplateCheck, why: string): CheckJudgement {
  return {
    name,
    final,
    outcome: 'unknown',
    words: `It cannot be told: ${why.replace(/\.$/, '')}.`,
  };
}
