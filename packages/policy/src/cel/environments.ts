import { declareEnvironment } from './environment';
import type { Shape } from './environment';

const limits = {
  fields: {
    replicas: 'int',
    cpuCores: 'double',
    memoryGiB: 'double',
    monthlyCost: 'double',
  },
} as const satisfies Shape;

/**
 * What a mandate's `when` reads: the facts of a change (`DecisionFacts`), with the plan's figures beside the plan's fields.
 *
 * @public
 */
export const mandateEnvironment = declareEnvironment('mandate', {
  change: {
    fields: {
      kind: 'string',
      input: 'any',
      destructive: 'bool',
      touchesIdentity: 'bool',
      touchesData: 'bool',
    },
  },
  plan: {
    fields: {
      objects: { fields: { created: 'int', changed: 'int', removed: 'int' } },
      ...limits.fields,
      figures: limits,
      version: {
        fields: {
          from: 'string',
          to: 'string',
          bump: { oneOf: ['none', 'patch', 'minor', 'major', 'unknown'] },
        },
      },
      images: { listOf: 'string' },
    },
  },
  target: {
    fields: {
      entityRef: 'string',
      environment: 'string',
      cluster: 'string',
      namespace: 'string',
      workload: 'string',
      containerType: 'string',
      kind: 'string',
      owner: 'string',
      system: 'string',
      tags: { listOf: 'string' },
      tier: 'string',
    },
  },
  proposer: {
    fields: {
      kind: { oneOf: ['user', 'agent', 'service', 'detector'] },
      ref: 'string',
      onBehalfOf: 'string',
    },
  },
  risk: {
    fields: {
      level: { oneOf: ['low', 'medium', 'high', 'critical'] },
      score: 'double',
      factors: {
        listOf: {
          fields: { name: 'string', contribution: 'double', words: 'string' },
        },
      },
    },
  },
  limits,
  classification: { oneOf: ['standard', 'modified', 'novel'] },
  findings: { fields: { new: 'int', errors: 'int' } },
  trackRecord: {
    fields: { changes: 'int', failures: 'int', failureRate: 'double' },
  },
  time: {
    fields: {
      hour: 'int',
      weekday: {
        oneOf: [
          'monday',
          'tuesday',
          'wednesday',
          'thursday',
          'friday',
          'saturday',
          'sunday',
        ],
      },
    },
  },
  template: { fields: { name: 'string', version: 'string' } },
});

/**
 * What a compliance rule reads: the object as the cluster holds it, its target, parameters, and related objects.
 *
 * @public
 */
export const ruleEnvironment = declareEnvironment('rule', {
  object: 'any',
  oldObject: 'any',
  target: 'any',
  params: 'any',
  related: 'any',
  namespaceObject: 'any',
  request: 'any',
});

/**
 * What a resource-graph template reads: the instance's input and, by id, what the template's resources became.
 *
 * @public
 */
export const templateEnvironment = declareEnvironment('template', {
  schema: 'any',
});

/**
 * A template's environment with the ids of its resources declared beside `schema`.
 *
 * @public
 */
export function templateEnvironmentWith(ids: readonly string[]) {
  return declareEnvironment('template', {
    ...templateEnvironment.variables,
    ...Object.fromEntries(ids.map(id => [id, 'any' as const])),
  });
}
