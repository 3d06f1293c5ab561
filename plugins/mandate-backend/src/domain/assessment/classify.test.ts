import type { Plan } from '@mandate/plugin-mandate-common';
import { classify } from './classify';

const figures = { replicas: 1, cpuCores: 1, memoryGiB: 1, storageGiB: 0 };

function planOf(options: {
  readonly action: Plan['objects'][number]['action'];
  readonly runs: string;
  readonly images: string[];
}): Plan {
  const workload = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'checkout' },
    spec: { template: { spec: { containers: [{ image: options.runs }] } } },
  };
  return {
    summary: '',
    objects: [
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        name: 'checkout',
        action: options.action,
        before: workload,
        after: workload,
      },
    ],
    steps: [{ id: 'apply', title: 'Apply', effect: true }],
    figures: { before: figures, after: figures },
    images: options.images,
    baseVersion: '1',
    undo: { words: '', typicalSeconds: 1 },
    verification: { soakSeconds: 1, deadlineSeconds: 1 },
  };
}

describe('classify', () => {
  it('finds it standard to alter what is there without a new image', () => {
    const plan = planOf({ action: 'update', runs: 'a:1', images: ['a:1'] });
    expect(classify('restart', plan)).toBe('standard');
  });

  it('finds an image that the target does not run novel', () => {
    const plan = planOf({ action: 'update', runs: 'a:1', images: ['a:2'] });
    expect(classify('deploy', plan)).toBe('novel');
  });

  it('finds objects that are created or removed without a template novel', () => {
    for (const action of ['create', 'delete'] as const) {
      const plan = planOf({ action, runs: 'a:1', images: ['a:1'] });
      expect(classify('deploy', plan)).toBe('novel');
    }
  });

  it('finds the first configuration as familiar as the next, and everything else it would create novel', () => {
    const plan = planOf({ action: 'create', runs: 'a:1', images: [] });
    const settings = {
      ...plan.objects[0],
      apiVersion: 'v1',
      kind: 'ConfigMap',
      before: null,
    };
    const first: Plan = { ...plan, objects: [settings] };
    expect(classify('change-configuration', first)).toBe('standard');
    expect(classify('configure', first)).toBe('novel');
    expect(classify('change-configuration', plan)).toBe('novel');
  });

  it('finds a plan that overwrites what somebody else manages beyond what was approved', () => {
    const plan = planOf({ action: 'update', runs: 'a:1', images: ['a:1'] });
    const overwriting: Plan = {
      ...plan,
      objects: plan.objects.map(object => ({
        ...object,
        takesOverFrom: ['kubectl-edit'],
      })),
    };
    expect(classify('deploy', overwriting)).toBe('modified-beyond');
    expect(classify('rollback', overwriting)).toBe('standard');
  });

  it('finds a rollback standard, because the target ran its image before', () => {
    const plan = planOf({ action: 'update', runs: 'a:2', images: ['a:1'] });
    expect(classify('rollback', plan)).toBe('standard');
  });

  it('takes the answer of the template where there is one', () => {
    const plan: Plan = {
      ...planOf({ action: 'create', runs: 'a:1', images: ['a:1'] }),
      template: {
        name: 'web-service',
        digest: 'sha256:x',
        approved: true,
        classification: 'modified-within',
        reasons: [],
      },
    };
    expect(classify('deploy', plan)).toBe('modified-within');
  });
});
