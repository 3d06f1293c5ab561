import type { Plan, PlannedObject } from '@mandate/plugin-mandate-common';
import { APPLIED_KINDS, applyRank } from './applyOrder';
import { awaitedBefore, phaseOf } from './applyPhases';
import { stepIdOf } from './plannedObjects';

function object(
  kind: string,
  action: PlannedObject['action'] = 'create',
): PlannedObject {
  return {
    apiVersion: 'v1',
    kind,
    name: 'a',
    action,
    before: null,
    after: null,
  };
}

function awaited(step: PlannedObject, ...others: PlannedObject[]) {
  // safety: only the objects of the plan are read.
  const plan = { objects: [...others, step] } as unknown as Plan;
  return awaitedBefore(plan, stepIdOf(step)).map(({ kind }) => kind);
}

describe('phases of an apply', () => {
  it('follow the order in which objects are written', () => {
    const kinds = ['Namespace', 'CustomResourceDefinition']
      .concat(APPLIED_KINDS.map(name => name.split(' ')[1]))
      .map(kind => ({ kind }))
      .sort((left, right) => applyRank(left) - applyRank(right));
    const phases = kinds.map(phaseOf);
    expect(phases).toEqual([...phases].sort());
  });

  it('let routes wait for workloads, and workloads for definitions and the namespace', () => {
    expect(
      awaited(
        object('HTTPRoute'),
        object('Namespace'),
        object('ConfigMap'),
        object('Deployment', 'update'),
      ),
    ).toEqual(['Namespace', 'Deployment']);
    expect(
      awaited(object('Deployment'), object('CustomResourceDefinition')),
    ).toEqual(['CustomResourceDefinition']);
  });

  it('wait for nothing of the same phase, nothing that stays as it is, and no claim', () => {
    expect(
      awaited(
        object('Deployment'),
        object('StatefulSet'),
        object('PersistentVolumeClaim'),
        object('Namespace', 'none'),
      ),
    ).toEqual([]);
    expect(awaited(object('Ingress', 'delete'), object('Deployment'))).toEqual(
      [],
    );
  });
});
