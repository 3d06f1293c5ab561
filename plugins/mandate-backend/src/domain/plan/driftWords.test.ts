import type {
  ClusterObject,
  Plan,
  PlannedObject,
} from '@mandate/plugin-mandate-common';
import { driftWords } from './driftWords';

const figures = { replicas: 2, cpuCores: 1, memoryGiB: 1, storageGiB: 0 };

function workload(spec: object, resourceVersion = '1'): ClusterObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'checkout', resourceVersion },
    spec,
  };
}

function deployment(
  before: ClusterObject | null,
  name = 'checkout',
): PlannedObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    name,
    action: 'update',
    before,
    after: workload({ replicas: 3 }),
  };
}

function planOf(objects: readonly PlannedObject[], more = {}): Plan {
  return {
    summary: '1 object',
    objects: [...objects],
    steps: [{ id: 'apply', title: 'Apply', effect: true }],
    figures: { before: figures, after: figures },
    images: [],
    baseVersion: '1',
    undo: { words: 'undone', typicalSeconds: 1 },
    verification: { soakSeconds: 1, deadlineSeconds: 60 },
    ...more,
  };
}

const decided = planOf([
  deployment(workload({ replicas: 2, containers: [{ image: 'secret-a' }] })),
]);
const wordsFor = (plan: Plan) => driftWords(decided, { type: 'planned', plan });

describe('why a plan is not what would be done today', () => {
  it('names the fields that are otherwise, without their values', () => {
    const words = wordsFor(
      planOf([
        deployment(
          workload({ replicas: 5, containers: [{ image: 'secret-b' }] }, '7'),
        ),
      ]),
    );
    expect(words).toBe(
      'The target changed meanwhile, and the plan with it: Deployment checkout (spec.replicas, spec.containers[0].image).',
    );
  });

  it.each<[string, Plan, RegExp]>([
    [
      'an object that is gone',
      planOf([deployment(null)]),
      /: Deployment checkout \(whether it is there\)\.$/,
    ],
    [
      'an object that belongs to it no longer, and one that does now',
      planOf([deployment(null, 'cart')]),
      /: Deployment checkout is no longer part of it, Deployment cart is part of it now\.$/,
    ],
    [
      'other parts of the plan',
      planOf(decided.objects, {
        images: ['web:2'],
        verification: { soakSeconds: 2, deadlineSeconds: 60 },
      }),
      /: the images, how it is verified\.$/,
    ],
    [
      'no more than a few of many',
      planOf(decided.objects, {
        steps: [{ id: 'wait', title: 'Wait', effect: false }],
        images: ['web:2'],
        figures: { before: figures, after: { ...figures, replicas: 3 } },
        undo: { words: 'by hand', typicalSeconds: 1 },
      }),
      /: the steps, the images, the resources and 1 more\.$/,
    ],
    [
      'nothing where only words differ',
      planOf(decided.objects, { summary: 'Another object' }),
      /, and the plan with it\.$/,
    ],
  ])('names %s', (_, plan, words) => {
    expect(wordsFor(plan)).toMatch(words);
  });

  it('says why there is nothing to plan any more', () => {
    expect(
      driftWords(decided, {
        type: 'nothing-to-do',
        words: 'It runs already.',
      }),
    ).toBe('The target changed meanwhile: It runs already.');
  });
});
