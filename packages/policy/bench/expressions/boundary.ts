/**
 * A boundary as a mandate would draw it: seven clauses joined by `&&`, which read a field of a nested object each; the sixth
 * calls a method of a string, the last goes over five targets with a condition of two parts.
 */
export const boundary = [
  "change.kind in ['deploy', 'scale', 'restart', 'configure']",
  "risk.level == 'low'",
  'risk.score <= 0.3',
  'plan.figures.replicas <= 10',
  "target.environment != 'prod'",
  "plan.version.image.startsWith('registry.example.com/')",
  "targets.all(t, t.environment == 'staging' && t.replicas <= 10)",
].join(' && ');

/** An input within the boundary, so that every clause is evaluated. */
export const withinBoundary = {
  change: { kind: 'deploy', proposer: { kind: 'pipeline' } },
  risk: { level: 'low', score: 0.15, factors: ['size', 'dependants'] },
  plan: {
    figures: { replicas: 4, cpuCores: 2, memoryGiB: 4 },
    version: {
      from: '1.4.2',
      to: '1.4.3',
      bump: 'patch',
      image: 'registry.example.com/shop/cart:1.4.3',
    },
  },
  target: {
    entityRef: 'component:default/cart',
    environment: 'staging',
    containerType: 'core-service',
  },
  targets: Array.from({ length: 5 }, (_, index) => ({
    entityRef: `component:default/cart-${index}`,
    environment: 'staging',
    replicas: index + 1,
  })),
};

/** The JSON Schema of that input. */
export const boundarySchema = {
  change: {
    type: 'object',
    properties: {
      kind: { type: 'string' },
      proposer: { type: 'object', properties: { kind: { type: 'string' } } },
    },
  },
  risk: {
    type: 'object',
    properties: {
      level: { type: 'string' },
      score: { type: 'number' },
      factors: { type: 'array', items: { type: 'string' } },
    },
  },
  plan: {
    type: 'object',
    properties: {
      figures: {
        type: 'object',
        properties: {
          replicas: { type: 'integer' },
          cpuCores: { type: 'number' },
          memoryGiB: { type: 'number' },
        },
      },
      version: {
        type: 'object',
        properties: {
          from: { type: 'string' },
          to: { type: 'string' },
          bump: { type: 'string' },
          image: { type: 'string' },
        },
      },
    },
  },
  target: {
    type: 'object',
    properties: {
      entityRef: { type: 'string' },
      environment: { type: 'string' },
      containerType: { type: 'string' },
    },
  },
  targets: {
    type: 'array',
    items: {
      type: 'object',
      properties: {
        entityRef: { type: 'string' },
        environment: { type: 'string' },
        replicas: { type: 'integer' },
      },
    },
  },
} as const;
