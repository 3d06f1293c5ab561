import { Environment } from '@marcbachmann/cel-js';
import { ruleMatcher } from '../../src/admission/matching/ruleMatcher';
import type { ResourceRule } from '../../src/admission/policy/matchResources';
import type { AdmissionAttributes } from '../../src/admission/request/admissionAttributes';
import { resources } from './control';
import type { Control } from './control';

/** The controls as the peer engine evaluates them, with a shim for what Kubernetes adds: how many refuse a request. */
export function peerControls(
  controls: readonly Control[],
): (request: AdmissionAttributes) => number {
  const planned = controls.map(control => ({
    matches: ruleMatcher(ruleOf(control)),
    refuses: plan(control),
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
    for (const { matches, refuses } of planned) {
      if (matches(attributes, attributes.resource)) {
        refusals += refuses(context) ? 1 : 0;
      }
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

function plan({
  demands,
  when,
  variables = {},
}: Control): (context: Context) => boolean {
  const environment = new Environment({ unlistedVariablesAreDyn: true });
  const condition = when ? environment.parse(when) : undefined;
  const lazy = Object.entries(variables).map(
    ([name, expression]) => [name, environment.parse(expression)] as const,
  );
  const expressions = demands.map(demand => environment.parse(demand));
  return context => {
    try {
      if (condition !== undefined && condition(context) !== true) {
        return false;
      }
      const scope = withVariables(context, lazy);
      return expressions.some(holds => holds(scope) !== true);
    } catch {
      return true;
    }
  };
}

function withVariables(
  context: Context,
  lazy: readonly (readonly [string, (context: Context) => unknown])[],
): Context {
  if (lazy.length === 0) {
    return context;
  }
  const variables: Record<string, unknown> = {};
  const scope = { ...context, variables };
  // All demands read all variables, so that nothing is gained by laziness; in their order, they see each other.
  for (const [name, evaluate] of lazy) {
    variables[name] = evaluate(scope);
  }
  return scope;
}
