import { type MandateSpec, mandateSpecSchema } from '@mandate/policy';

/** The container types of the framework; each has its own way of being looked after. */
export const containerTypes = [
  'core-service',
  'utility',
  'integration',
  'specialised-function',
] as const;
/** One of the container types. */
export type ContainerType = (typeof containerTypes)[number];

type Approvals = readonly { readonly group: string; readonly count: number }[];

const reviews: Readonly<Record<ContainerType, string>> = {
  'core-service': 'P3M',
  utility: 'P1Y',
  integration: 'P6M',
  'specialised-function': 'P6M',
};

const usual: Readonly<Record<ContainerType, (approvals: Approvals) => object>> =
  {
    'core-service': approvals => ({
      limits: { replicas: 10, cpuCores: 8, memoryGiB: 16, monthlyCost: 500 },
      grants: [
        { changes: ['*'], oversight: 'autonomous' },
        {
          changes: ['deploy'],
          when: "has(plan.version) && plan.version.bump == 'major'",
          oversight: 'approve',
          approvals,
          expires: 'P3D',
        },
      ],
    }),
    utility: () => ({ grants: [{ changes: ['*'], oversight: 'autonomous' }] }),
    integration: approvals => ({
      grants: [
        {
          changes: ['deploy'],
          when: 'plan.objects.created == 0 && plan.objects.removed == 0',
          oversight: 'autonomous',
        },
        {
          changes: ['deploy'],
          when: 'plan.objects.created > 0 || plan.objects.removed > 0',
          oversight: 'approve',
          approvals,
          expires: 'P3D',
        },
        { changes: ['scale', 'restart', 'rollback'], oversight: 'autonomous' },
      ],
    }),
    'specialised-function': approvals => ({
      grants: [
        {
          changes: ['deploy'],
          when: "classification == 'standard' && plan.objects.created == 0",
          oversight: 'autonomous',
        },
        {
          changes: ['deploy'],
          when: 'plan.objects.created > 0',
          oversight: 'approve',
          approvals,
          expires: 'P3D',
        },
        { changes: ['scale', 'restart', 'rollback'], oversight: 'autonomous' },
      ],
    }),
  };

/**
 * What is usual for a type of container: who is asked for what, and how often it is reviewed. The owner approves and
 * reviews until somebody else is named.
 */
export function usualMandate(type: ContainerType, owner: string): MandateSpec {
  const approvals = [{ group: owner, count: 1 }];
  return mandateSpecSchema.parse({
    owner,
    appliesTo: { containerTypes: [type] },
    ...usual[type](approvals),
    review: { every: reviews[type], by: owner },
  });
}
