import type { TemplateUpgradeView } from './templateViews';
import { upgradeChangeSets } from './upgradeChangeSets';

const to = `sha256:${'a'.repeat(64)}`;

function upgrade(
  instances: readonly [string, string, 'changes' | 'blocked'][],
): TemplateUpgradeView {
  return {
    template: 'queue',
    to,
    differences: [],
    waves: [
      { environment: 'dev', instances: [] },
      { environment: 'prod', instances: [] },
    ],
    instances: instances.map(([name, environment, status]) => ({
      entityRef: `component:default/${name}`,
      environment,
      from: 'sha256:0',
      status,
      problems: [],
      objects: [],
      needsPerson: [],
    })),
  };
}

describe('upgradeChangeSets', () => {
  it('goes through the environments in order, and stops at a failure', () => {
    const { sets, single } = upgradeChangeSets(
      upgrade([
        ['a', 'prod', 'changes'],
        ['b', 'dev', 'changes'],
        ['c', 'dev', 'blocked'],
      ]),
    );
    expect(single).toEqual([]);
    expect(sets).toMatchObject([
      { title: 'Upgrade queue', ordered: true, stopOnFailure: true },
    ]);
    expect(sets[0].changes.map(({ target }) => target)).toEqual([
      { entityRef: 'component:default/b', environment: 'dev' },
      { entityRef: 'component:default/a', environment: 'prod' },
    ]);
    expect(sets[0].changes[0].input).toEqual({
      template: { name: 'queue', digest: to, parameters: {} },
    });
  });

  it('makes sets of twenty, and leaves a last one alone', () => {
    const { sets, single } = upgradeChangeSets(
      upgrade(
        Array.from({ length: 41 }, (_, index) => [
          `s${index}`,
          'dev',
          'changes',
        ]),
      ),
    );
    expect(sets.map(({ changes }) => changes.length)).toEqual([20, 20]);
    expect(single).toHaveLength(1);
  });

  it('has nothing to do when nothing has an older version', () => {
    expect(upgradeChangeSets(upgrade([]))).toEqual({ sets: [], single: [] });
  });
});
