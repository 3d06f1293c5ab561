import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  effectiveValue,
  type JsonObject,
  mergeLayers,
} from '@mandate/configuration';
import { ConfigurationRepository } from '@mandate/configuration-git';
import { TargetLayers } from '../src/repository/TargetLayers';

/** `yarn bench configuration-git`: the effective configuration of 2,000 entities in one environment, out of git. */
const ENTITIES = 2_000;
const ENVIRONMENT = 'prod';
const SCHEMA: JsonObject = {
  properties: { pools: { 'x-list-key': 'name' }, hosts: { 'x-list': 'set' } },
};

const targets = Array.from({ length: ENTITIES }, (_, entity) => ({
  entityRef: `component:default/service-${entity}`,
  environment: ENVIRONMENT,
}));

function textOf(seed: number): string {
  return `replicas: ${seed % 7}
log: { level: info, format: json, fields: { team: shop-${seed} } }
database:
  host: db-${seed}:5432
  password: { secretRef: { name: db-${seed}, key: password } }
hosts: [a-${seed}.example.org, b.example.org]
pools:
  - { name: read, size: ${seed % 11} }
  - { name: write, size: 3 }
features: { search: true, checkout: ${seed % 2 === 0} }
`;
}

/** Two files of its own for each entity, and two that all share. */
function contents(): ReadonlyMap<string, string> {
  return new Map([
    ['global.yaml', textOf(1)],
    [`environments/${ENVIRONMENT}.yaml`, textOf(2)],
    ...targets.flatMap((_, entity): [string, string][] => [
      [`services/service-${entity}.yaml`, textOf(entity)],
      [`instances/${ENVIRONMENT}/service-${entity}.yaml`, textOf(entity + 1)],
    ]),
  ]);
}

/** Times by the clock, as the waiting for git counts; and what of it is this process's own work, as other work on the machine counts for the clock. */
export async function run() {
  const directory = mkdtempSync(join(tmpdir(), 'mandate-bench-'));
  try {
    const repository = await ConfigurationRepository.open(directory);
    const { commit } = await repository.write({
      base: undefined,
      contents: contents(),
      author: { name: 'Bench', email: 'bench@example.org' },
      at: '2026-11-26T12:00:00+00:00',
      message: 'The first version',
    });
    const usage = process.cpuUsage();
    const begun = performance.now();
    const layers = await TargetLayers.read(repository, targets, commit);
    const read = performance.now();
    const values = targets.reduce(
      (count, target) =>
        count +
        Object.keys(
          Object(
            effectiveValue(mergeLayers(layers.of(target).layers, SCHEMA).root),
          ),
        ).length,
      0,
    );
    const done = performance.now();
    const { user, system } = process.cpuUsage(usage);
    return [
      { name: 'values of 2,000 entities', value: values, unit: '' },
      { name: '4,002 files out of git', value: read - begun, unit: 'ms' },
      { name: 'read, parsed and merged', value: done - begun, unit: 'ms' },
      {
        name: 'of it processor time',
        value: (user + system) / 1_000,
        unit: 'ms',
      },
    ];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
