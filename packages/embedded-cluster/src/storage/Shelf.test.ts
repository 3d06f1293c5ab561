import fc from 'fast-check';
import { KubernetesObject } from '../model/KubernetesObject';
import { pathOf, Shelf } from './Shelf';

function object(namespace: string, name: string): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      namespace,
      name,
      uid: '',
      resourceVersion: '',
      creationTimestamp: '',
    },
  };
}

const key = fc.record({
  namespace: fc.constantFrom('a', 'a-b', 'ab', 'b'),
  name: fc.constantFrom('x', 'x-1', 'x1', 'y', 'y.z'),
});
const steps = fc.array(fc.record({ key, isRemoval: fc.boolean() }));

it('lists in the order of paths, whatever came and went in between', () => {
  fc.assert(
    fc.property(steps, taken => {
      const shelf = new Shelf(0);
      const there = new Set<string>();
      for (const { key: step, isRemoval } of taken) {
        const one = object(step.namespace, step.name);
        if (isRemoval) {
          shelf.remove(step);
          there.delete(pathOf(one));
        } else {
          shelf.put(one);
          there.add(pathOf(one));
        }
        expect(shelf.list().map(pathOf)).toEqual([...there].sort());
        expect(shelf.list(step.namespace).map(pathOf)).toEqual(
          [...there]
            .filter(path => path.startsWith(`${step.namespace}/`))
            .sort(),
        );
      }
    }),
  );
});
