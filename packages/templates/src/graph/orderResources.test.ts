import fc from 'fast-check';
import { orderResources } from './orderResources';

describe('orderResources', () => {
  it('keeps the given order where nothing depends', () => {
    const nodes = ['c', 'a', 'b'].map(id => ({ id, dependsOn: [] }));
    expect(orderResources(nodes)).toEqual({ ok: true, ordered: nodes });
  });

  it('puts what is depended on first, for any acyclic graph', () => {
    const graphs = fc
      .array(fc.array(fc.nat(20), { maxLength: 3 }), { maxLength: 20 })
      .map(edges =>
        edges.map((targets, index) => ({
          id: `n${index}`,
          dependsOn: targets
            .filter(target => target < index)
            .map(target => `n${target}`),
        })),
      )
      .chain(nodes => fc.shuffledSubarray(nodes, { minLength: nodes.length }));
    fc.assert(
      fc.property(graphs, nodes => {
        const result = orderResources(nodes);
        expect(result.ok).toBe(true);
        const ids = (result.ok ? result.ordered : []).map(({ id }) => id);
        expect([...ids].sort()).toEqual(nodes.map(({ id }) => id).sort());
        for (const node of nodes) {
          for (const id of node.dependsOn) {
            expect(ids.indexOf(id)).toBeLessThan(ids.indexOf(node.id));
          }
        }
      }),
    );
  });

  it('names a cycle from its start to its start, without what only leads to it', () => {
    expect(
      orderResources([
        { id: 'entry', dependsOn: ['a'] },
        { id: 'a', dependsOn: ['b'] },
        { id: 'b', dependsOn: ['c'] },
        { id: 'c', dependsOn: ['a'] },
      ]),
    ).toEqual({ ok: false, cycle: ['a', 'b', 'c', 'a'] });
  });
});
