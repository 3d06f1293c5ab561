import type { Entity } from '@backstage/catalog-model';
import { MandateEntityProcessor } from './MandateEntityProcessor';

const location = { type: 'file', target: 'mandates.yaml' };

function mandate(spec: Partial<Record<string, unknown>> = {}): Entity {
  return {
    apiVersion: 'mandate.dev/v1alpha1',
    kind: 'Mandate',
    metadata: { name: 'production' },
    spec: JSON.parse(
      JSON.stringify({
        owner: 'group:default/platform',
        appliesTo: { entities: ['component:default/checkout'] },
        grants: [{ changes: ['restart'], oversight: 'autonomous' }],
        review: { every: 'P3M', by: 'group:default/security' },
        ...spec,
      }),
    ),
  };
}

describe('MandateEntityProcessor', () => {
  const processor = new MandateEntityProcessor();

  it('accepts a valid mandate', async () => {
    await expect(processor.validateEntityKind(mandate())).resolves.toBe(true);
  });

  it('leaves other kinds alone', async () => {
    await expect(
      processor.validateEntityKind({ ...mandate(), kind: 'Component' }),
    ).resolves.toBe(false);
  });

  it('names the place of an unknown key', async () => {
    const invalid = mandate({
      grants: [
        { changes: ['restart'], oversight: 'autonomous', whenn: 'true' },
      ],
    });
    await expect(processor.validateEntityKind(invalid)).rejects.toThrow(
      /older version stays in force: spec\.grants\[0\].*whenn/,
    );
  });

  it('names line and column of a mistake in a condition', async () => {
    const invalid = mandate({
      grants: [
        {
          changes: ['restart'],
          oversight: 'autonomous',
          when: "risk.level == 'low' &&\n  risk.levell == 'low'",
        },
      ],
    });
    await expect(processor.validateEntityKind(invalid)).rejects.toThrow(
      /spec\.grants\[0\]\.when, line 2, column \d+: .*level/,
    );
  });

  it('relates a mandate to its owner and to the entities it names', async () => {
    const emit = jest.fn();
    await processor.postProcessEntity(mandate(), location, emit);
    const relations = emit.mock.calls.map(([result]) => [
      result.relation.source.name,
      result.relation.type,
      result.relation.target.name,
    ]);
    expect(relations).toEqual([
      ['production', 'ownedBy', 'platform'],
      ['platform', 'ownerOf', 'production'],
      ['production', 'governs', 'checkout'],
      ['checkout', 'governedBy', 'production'],
    ]);
  });
});
