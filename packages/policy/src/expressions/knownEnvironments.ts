import { classifications } from '../mandate/decisionInput';
import { declareEnvironment } from './environment';
import type { Shape } from './shape';

const limits = {
  fields: {
    replicas: 'int',
    cpuCores: 'double',
    memoryGiB: 'double',
    storageGiB: 'double',
    bandwidthMbps: 'double',
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
      costDifference: 'double',
      version: {
        fields: {
          from: 'string',
          to: 'string',
          bump: { oneOf: ['none', 'patch', 'minor', 'major', 'unknown'] },
        },
      },
      images: { listOf: 'string', atMost: 200 },
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
      tags: { listOf: 'string', atMost: 100 },
      labels: { mapOf: 'string', atMost: 100 },
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
      level: { oneOf: ['low', 'medium', 'high'] },
      score: 'double',
      factors: {
        listOf: {
          fields: { name: 'string', contribution: 'double', words: 'string' },
        },
        atMost: 100,
      },
    },
  },
  limits,
  classification: { oneOf: [...classifications] },
  dependants: 'int',
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
