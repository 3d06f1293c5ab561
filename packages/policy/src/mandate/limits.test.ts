import fc from 'fast-check';
import { inputWith, mandate } from '../__testUtils__/decisionInput';
import { decide } from './decide';
import type { DecisionFacts } from './decisionInput';
import { isWithinRegistries } from './imageRegistry';
import type { MandateLimits } from './mandateSpec';
import { versionSteps } from './limitsSchema';

/** What a mandate that otherwise lets everything run decides. */
function decideWith(
  limits: MandateLimits,
  changes: Parameters<typeof inputWith>[1] = {},
) {
  return decide(
    inputWith(
      [
        mandate('m', {
          limits,
          grants: [{ changes: ['*'], oversight: 'autonomous' }],
        }),
      ],
      changes,
    ),
  );
}

describe('limits of a mandate', () => {
  it('keep storage and bandwidth as they keep pods', () => {
    const figures = { storageGiB: 20, bandwidthMbps: 100 };
    expect(
      decideWith({ storageGiB: 20, bandwidthMbps: 100 }, { plan: { figures } })
        .oversight,
    ).toBe('autonomous');
    const { oversight, decidedBy } = decideWith(
      { storageGiB: 10 },
      { plan: { figures } },
    );
    expect(oversight).toBe('approve');
    expect(decidedBy.words).toBe('storageGiB would be 20; the limit is 10.');
  });

  it('keep the version step: a larger one is beyond, an unknown one asks', () => {
    const step = fc.constantFrom(...versionSteps);
    fc.assert(
      fc.property(step, step, (bump, limit) => {
        const { oversight } = decideWith(
          { versionBump: limit },
          { plan: { version: { from: '1', to: '2', bump } } },
        );
        expect(oversight === 'autonomous').toBe(
          versionSteps.indexOf(bump) <= versionSteps.indexOf(limit),
        );
      }),
    );
    const unknown = { from: 'a', to: 'b', bump: 'unknown' } as const;
    expect(
      decideWith({ versionBump: 'major' }, { plan: { version: unknown } })
        .oversight,
    ).toBe('approve');
    expect(
      decideWith({ versionBump: 'none' }, { plan: { version: undefined } })
        .oversight,
    ).toBe('autonomous');
  });

  it('keep where images come from, and name the one that does not', () => {
    const { oversight, decidedBy } = decideWith(
      { registries: ['registry.example.com/shop'], hard: ['registries'] },
      {
        plan: {
          images: ['registry.example.com/shop/web:1', 'docker.io/evil/miner:1'],
        },
      },
    );
    expect(oversight).toBe('forbid');
    expect(decidedBy.words).toContain('docker.io/evil/miner:1');
    expect(decidedBy.words).not.toContain('web:1');
  });

  it('keep arguments of the kinds they name; one that is missing or of another type asks', () => {
    const limits: MandateLimits = {
      arguments: [
        { changes: ['scale'], name: 'replicas', minimum: 2, maximum: 6 },
        { changes: ['deploy'], name: 'channel', oneOf: ['stable'] },
      ],
    };
    const outcome = (
      kind: string,
      input: DecisionFacts['change']['input'],
    ): string => decideWith(limits, { change: { kind, input } }).oversight;
    expect(outcome('scale', { replicas: 6 })).toBe('autonomous');
    expect(outcome('scale', { replicas: 7 })).toBe('approve');
    expect(outcome('scale', { replicas: 1 })).toBe('approve');
    expect(outcome('scale', { replicas: '4' })).toBe('approve');
    expect(outcome('scale', {})).toBe('approve');
    expect(outcome('deploy', { channel: 'stable' })).toBe('autonomous');
    expect(outcome('deploy', { channel: 'beta' })).toBe('approve');
    expect(outcome('restart', {})).toBe('autonomous');
  });
});

describe('isWithinRegistries', () => {
  it.each([
    ['nginx:1', ['docker.io'], true],
    ['nginx:1', ['docker.io/library'], true],
    ['bitnami/redis', ['docker.io/library'], false],
    ['bitnami/redis', ['docker.io/bitnami/'], true],
    ['ghcr.io/our/web@sha256:ab', ['ghcr.io/our'], true],
    ['ghcr.io/our-evil-twin/web', ['ghcr.io/our'], false],
    ['localhost/web', ['localhost'], true],
    ['localhost:5000/web', ['localhost:5000'], true],
    ['ghcr.io.evil.example/our/web', ['ghcr.io'], false],
  ])('%s from %j: %s', (image, registries, expected) => {
    expect(isWithinRegistries(image, registries)).toBe(expected);
  });
});
