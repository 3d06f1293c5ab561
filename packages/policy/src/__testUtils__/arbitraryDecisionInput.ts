import fc from 'fast-check';
import type {
  BudgetUsage,
  DecisionInput,
  MandateInForce,
} from '../mandate/decisionInput';
import { oversightLevels } from '../mandate/oversight';
import { inputWith, mandate, nowMs } from './decisionInput';
import { conditionTruth } from './naiveDecision';

const group = fc.constantFrom(
  'group:default/a',
  'group:default/b',
  'group:default/c',
);
const approvals = fc.uniqueArray(
  fc.record({ group, count: fc.integer({ min: 1, max: 3 }) }),
  { minLength: 1, maxLength: 3, selector: requirement => requirement.group },
);
const optional = <Value>(value: fc.Arbitrary<Value>) =>
  fc.option(value, { nil: undefined });

const grant = fc
  .record({
    changes: fc.constantFrom(['deploy'], ['*'], ['deploy', 'scale'], ['scale']),
    when: optional(fc.constantFrom(...Object.keys(conditionTruth))),
    // Freer grants more often, so that what makes an outcome stricter is seen to matter.
    oversight: fc.constantFrom(
      'autonomous' as const,
      'notify' as const,
      ...oversightLevels,
    ),
    approvals: optional(approvals),
  })
  .map(value =>
    value.oversight === 'approve' ? value : { ...value, approvals: undefined },
  );

const environments = fc.constantFrom(
  undefined,
  ['prod'],
  ['dev', 'prod'],
  ['dev'],
);

const readable = fc
  .record({
    environments,
    grants: fc.array(grant, { minLength: 1, maxLength: 3 }),
    otherwise: optional(
      fc.record({
        oversight: optional(
          fc.constantFrom('approve' as const, 'forbid' as const),
        ),
        approvals: optional(approvals),
      }),
    ),
    beyondLimits: optional(fc.record({ approvals })),
    replicas: fc.constantFrom(undefined, undefined, 2, 3),
    hard: fc.boolean(),
    budget: fc.constantFrom(undefined, undefined, 0, 2),
    reviewed: fc.constantFrom(true, true, true, false),
    owner: group,
  })
  .map(
    ({
        environments: inEnvironments,
        replicas,
        hard,
        budget,
        reviewed,
        ...spec
      }) =>
      (name: string): MandateInForce => {
        const built = mandate(name, {
          ...spec,
          appliesTo: { environments: inEnvironments },
          limits:
            replicas === undefined
              ? undefined
              : { replicas, hard: hard ? ['replicas'] : undefined },
          budgets:
            budget === undefined
              ? undefined
              : [{ changes: ['*'], perMandate: budget, window: 'PT1H' }],
        });
        return reviewed ? built : { ...built, reviewedAtMs: undefined };
      },
  );

const unreadable = fc.record({ environments, owner: optional(group) }).map(
  ({ environments: inEnvironments, owner }) =>
    (name: string): MandateInForce => ({
      status: 'unreadable',
      name,
      version: '1',
      error: 'not YAML',
      owner,
      appliesTo: inEnvironments && { environments: inEnvironments },
    }),
);

/** Mandates with distinct names, of which about one in eight cannot be read. */
export const arbitraryMandates = fc
  .array(
    fc.oneof(
      { weight: 7, arbitrary: readable },
      { weight: 1, arbitrary: unreadable },
    ),
    { maxLength: 4 },
  )
  .map(builders => builders.map((build, index) => build(`m${index}`)));

/** Inputs over a deploy to production whose conditions come out as `conditionTruth` says. */
export const arbitraryDecisionInput: fc.Arbitrary<DecisionInput> = fc
  .record({
    mandates: arbitraryMandates,
    replicas: fc.constantFrom(undefined, 3, 3),
    destructive: fc.constantFrom(false, false, true),
    novel: fc.constantFrom(
      'standard',
      'standard',
      'modified',
      'modified-beyond',
      'novel',
    ),
    killed: fc.constantFrom(false, false, false, true),
    level: fc.constantFrom('low', 'low', 'low', 'medium', 'high', 'critical'),
    unready: fc.constantFrom(false, false, false, true),
    tests: fc.constantFrom(
      undefined,
      { possible: false, passed: 0, failed: 0 },
      { possible: true, passed: 0, failed: 0 },
      { possible: true, passed: 2, failed: 0 },
      { possible: true, passed: 2, failed: 1 },
    ),
    owner: optional(group),
    defaultApprovers: fc.oneof(fc.constant([]), approvals),
    used: fc.array(fc.constantFrom(0, 1, 2), { minLength: 4, maxLength: 4 }),
  })
  .map(
    ({
      mandates,
      replicas,
      destructive,
      novel,
      killed,
      level,
      unready,
      tests,
      owner,
      defaultApprovers,
      used,
    }) => ({
      ...inputWith(mandates, {
        plan: { figures: { replicas } },
        change: { destructive },
        classification: novel,
        risk: { level },
        preflight: { failed: unready ? ['The quota is full.'] : [] },
        target: { owner },
        ...(tests && { tests }),
      }),
      killSwitches: killed ? [{ name: 'stop', reason: 'incident' }] : [],
      defaultApprovers,
      budgets: used.map(
        (count, index): BudgetUsage => ({
          mandate: `m${index}`,
          budgetIndex: 0,
          key: 'mandate',
          used: count,
          held: 0,
        }),
      ),
      nowMs,
    }),
  );
