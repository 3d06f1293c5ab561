import { ruleMatcher } from '../../src/admission/matching/ruleMatcher';
import type { ResourceRule } from '../../src/admission/policy/matchResources';
import type { AdmissionAttributes } from '../../src/admission/request/admissionAttributes';
import { resources } from './control';
import type { Control } from './control';

/** An engine as the shim uses it: a source becomes a function of the variables, which throws when there is no value. */
export type Compile = (
  source: string,
) => (variables: Readonly<Record<string, unknown>>) => unknown;

/** What the shim answers of a policy, as much as Kubernetes' verdict has for an author and a user. */
interface ShimVerdict {
  readonly allowed: boolean;
  readonly message?: string;
  readonly decisions: readonly ShimDecision[];
}

interface ShimDecision {
  readonly action: 'admit' | 'deny';
  readonly message?: string;
}

const admitted: ShimDecision = { action: 'admit' };
const passed: ShimVerdict = { allowed: true, decisions: [] };

/** The controls as an engine evaluates them, with a shim for what Kubernetes adds: how many refuse a request. */
export function shimmedControls(
  controls: readonly Control[],
  compile: Compile,
): (request: AdmissionAttributes) => number {
  const planned = controls.map(control => ({
    matches: ruleMatcher(ruleOf(control)),
    decide: plan(control, compile),
  }));
  return attributes => {
    const context = {
      object: attributes.object,
      oldObject: attributes.oldObject,
      request: {
        operation: attributes.operation,
        userInfo: attributes.userInfo,
        namespace: attributes.namespace,
      },
      namespaceObject: {
        metadata: {
          labels: { stage: attributes.namespace === 'dev' ? 'dev' : 'prod' },
        },
      },
    };
    let refusals = 0;
    for (const { matches, decide } of planned) {
      const { allowed } = matches(attributes, attributes.resource)
        ? decide(context)
        : passed;
      refusals += allowed ? 0 : 1;
    }
    return refusals;
  };
}

function ruleOf({ on }: Control): ResourceRule {
  const { group, names } = resources[on];
  return {
    apiGroups: [group],
    apiVersions: ['*'],
    operations: ['CREATE', 'UPDATE'],
    resources: names,
    resourceNames: [],
    scope: '*',
  };
}

type Context = Readonly<Record<string, unknown>>;

function plan(
  { name, demands, when, variables = {} }: Control,
  compile: Compile,
): (context: Context) => ShimVerdict {
  const condition = when ? compile(when) : undefined;
  const read = variablesRead(demands, variables).map(
    variable => [variable, compile(variables[variable])] as const,
  );
  const expressions = demands.map(demand => compile(demand));
  return context => {
    try {
      if (condition !== undefined && condition(context) !== true) {
        return passed;
      }
      const scope = withVariables(context, read);
      return verdict(
        name,
        expressions.map(holds => decision(name, () => holds(scope) === true)),
      );
    } catch (failure) {
      return verdict(name, [refused(String(failure))]);
    }
  };
}

function decision(name: string, holds: () => boolean): ShimDecision {
  try {
    return holds() ? admitted : refused(`${name} is not fulfilled`);
  } catch (failure) {
    return refused(String(failure));
  }
}

function refused(message: string): ShimDecision {
  return { action: 'deny', message };
}

function verdict(
  name: string,
  decisions: readonly ShimDecision[],
): ShimVerdict {
  const refusal = decisions.find(({ action }) => action === 'deny');
  return refusal === undefined
    ? { allowed: true, decisions }
    : {
        allowed: false,
        message: `ValidatingAdmissionPolicy '${name}' denied request: ${refusal.message}`,
        decisions,
      };
}

/** Those that a control's demands read, directly or through others, so that the peer evaluates no more than we do. */
function variablesRead(
  demands: readonly string[],
  variables: Readonly<Record<string, string>>,
): readonly string[] {
  const names = Object.keys(variables);
  let text = demands.join('\n');
  return names
    .toReversed()
    .filter(name => {
      const isRead = new RegExp(`variables\\.${name}\\b`).test(text);
      text += isRead ? `\n${variables[name]}` : '';
      return isRead;
    })
    .toReversed();
}

function withVariables(
  context: Context,
  read: readonly (readonly [string, (context: Context) => unknown])[],
): Context {
  if (read.length === 0) {
    return context;
  }
  const variables: Record<string, unknown> = {};
  const scope = { ...context, variables };
  // In their order, so that they see each other.
  for (const [name, evaluate] of read) {
    variables[name] = evaluate(scope);
  }
  return scope;
}
