import type { Entity } from '@backstage/catalog-model';
import { ChangeWindowEntityProcessor } from './ChangeWindowEntityProcessor';

const location = { type: 'file', target: 'windows.yaml' };

function freeze(spec: Partial<Record<string, unknown>> = {}): Entity {
  return {
    apiVersion: 'mandate.dev/v1alpha1',
    kind: 'ChangeWindow',
    metadata: { name: 'year-end' },
    spec: JSON.parse(
      JSON.stringify({
        owner: 'group:default/platform',
        type: 'freeze',
        appliesTo: { entities: ['component:default/checkout'] },
        timeZone: 'Europe/Berlin',
        schedule: [{ start: '2026-12-20T00:00', end: '2027-01-04T00:00' }],
        ...spec,
      }),
    ),
  };
}

describe('ChangeWindowEntityProcessor', () => {
  const processor = new ChangeWindowEntityProcessor();

  it('accepts a valid freeze and leaves other kinds alone', async () => {
    await expect(processor.validateEntityKind(freeze())).resolves.toBe(true);
    await expect(
      processor.validateEntityKind({ ...freeze(), kind: 'Mandate' }),
    ).resolves.toBe(false);
  });

  it('names the place of a mistake', async () => {
    const invalid = freeze({
      schedule: [
        {
          start: '2026-12-20T00:00',
          end: '2027-01-04T00:00',
          repeat: 'yearly',
        },
      ],
    });
    await expect(processor.validateEntityKind(invalid)).rejects.toThrow(
      /older version stays in force: spec\.schedule\[0\]\.repeat: Not an RRULE/,
    );
  });

  it('relates it to its owner and to the entities it names', async () => {
    const emit = jest.fn();
    await processor.postProcessEntity(freeze(), location, emit);
    expect(
      emit.mock.calls.map(([{ relation }]) => [
        relation.source.name,
        relation.type,
        relation.target.name,
      ]),
    ).toEqual([
      ['year-end', 'ownedBy', 'platform'],
      ['platform', 'ownerOf', 'year-end'],
      ['year-end', 'governs', 'checkout'],
      ['checkout', 'governedBy', 'year-end'],
    ]);
  });
});
