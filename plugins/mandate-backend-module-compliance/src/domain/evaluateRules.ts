import type {
  ClusterObject,
  RuleResult,
  TargetFacts,
} from '@mandate/plugin-mandate-common';
import {
  type Fields,
  fieldsAt,
  listAt,
  textAt,
} from '@mandate/plugin-mandate-node';
import {
  compileExpression,
  declareEnvironment,
  type ExpressionProgram,
} from '@mandate/policy';
import type { Rule } from './rule';

const environment = declareEnvironment(
  'compliance-rule',
  {
    object: 'any',
    pod: 'any',
    container: 'any',
    target: { fields: { environment: 'string', production: 'bool' } },
  },
  'rule',
);

/** Rules with their conditions compiled. */
export type RuleSet = readonly {
  readonly rule: Rule;
  readonly program: ExpressionProgram;
}[];

/** Compiles the conditions. Throws with rule, line and column when one is no valid expression. */
export function compileRules(rules: readonly Rule[]): RuleSet {
  return rules.map(rule => {
    const compiled = compileExpression(rule.condition, environment);
    if (!compiled.ok) {
      const [error] = compiled.errors;
      throw new Error(
        `The condition of rule ${rule.id} is not valid at line ${error.line}, column ${error.column}: ${error.message}`,
      );
    }
    return { rule, program: compiled.program };
  });
}

/**
 * Evaluates all rules on one workload: one result a rule, naming every container that violates it. A condition that
 * cannot be evaluated is an error, which is neither a pass nor a violation.
 */
export function evaluateRules(
  rules: RuleSet,
  workload: ClusterObject,
  target: Pick<TargetFacts, 'environment' | 'production'>,
): readonly RuleResult[] {
  return rules.map(({ rule, program }) => {
    const outcomes = placesOf(rule, workload).map(place => ({
      place,
      evaluation: program.evaluate({
        object: workload,
        pod: fieldsAt(workload, 'spec', 'template', 'spec'),
        container: place.container ?? {},
        target: {
          environment: target.environment,
          production: target.production,
        },
      }),
    }));
    return resultOf(rule, workload, outcomes);
  });
}

interface Place {
  readonly name: string;
  readonly path: string;
  readonly container?: Fields;
}

/** Where a rule looks: the workload as a whole, or each of its containers, init containers included. */
function placesOf(rule: Rule, workload: ClusterObject): readonly Place[] {
  if (rule.scope === 'workload') {
    return [{ name: workload.metadata.name, path: rule.field }];
  }
  const pod = fieldsAt(workload, 'spec', 'template', 'spec');
  return ['initContainers', 'containers'].flatMap(list =>
    listAt(pod, list)
      // An init container ends before anything could ask whether it is ready.
      .filter(() => list === 'containers' || rule.field !== 'readinessProbe')
      .map((container, index) => ({
        name: textAt(container, 'name') ?? `${index}`,
        path: `spec.template.spec.${list}[${index}].${rule.field}`,
        container,
      })),
  );
}

function resultOf(
  rule: Rule,
  workload: ClusterObject,
  outcomes: readonly {
    readonly place: Place;
    readonly evaluation: ReturnType<ExpressionProgram['evaluate']>;
  }[],
): RuleResult {
  const { id, title, severity } = rule;
  const object = `${workload.kind} ${workload.metadata.namespace ?? ''}/${
    workload.metadata.name
  }`;
  for (const { place, evaluation } of outcomes) {
    if (!evaluation.ok || typeof evaluation.value !== 'boolean') {
      return {
        rule: id,
        title,
        severity,
        status: 'error',
        words: `The rule could not be evaluated on ${place.name}: ${
          evaluation.ok
            ? 'its condition is neither true nor false'
            : evaluation.error
        }.`,
        where: `${object} ${place.path}`,
      };
    }
  }
  const violations = outcomes.filter(
    ({ evaluation }) => evaluation.ok && evaluation.value === false,
  );
  if (violations.length === 0) {
    return { rule: id, title, severity, status: 'pass', words: `${title}.` };
  }
  return {
    rule: id,
    title,
    severity,
    status: 'fail',
    words: violations
      .map(({ place }) => rule.violation.replace('{name}', place.name))
      .join(' '),
    where: violations.map(({ place }) => `${object} ${place.path}`).join(', '),
    mend: rule.mend,
  };
}
