import { effectiveValue, mergeLayers, readLayer } from '../src';

/** `yarn bench configuration`: the effective configuration of 2,000 entities in one environment, files read included. */
const ENTITIES = 2_000;
const SCHEMA = {
  properties: {
    pools: { 'x-list-key': 'name' },
    hosts: { 'x-list': 'set' },
  },
};

const shared = ['global', 'environment'] as const;
const own = ['service', 'instance'] as const;

function textOf(seed: number): string {
  return `replicas: ${seed % 7}
log: { level: info, format: json, fields: { team: shop-${seed} } }
database:
  host: db-${seed}
  port: 5432
  password: { secretRef: { name: db-${seed}, key: password } }
hosts: [a-${seed}.example.org, b.example.org]
pools:
  - { name: read, size: ${seed % 11} }
  - { name: write, size: 3 }
features: { search: true, checkout: ${seed % 2 === 0} }
`;
}

function layerOf(
  level: (typeof shared)[number] | (typeof own)[number],
  seed: number,
) {
  const result = readLayer({
    level,
    path: `${level}/${seed}.yaml`,
    text: textOf(seed),
    commit: 'c',
    author: 'a',
  });
  if (!result.ok) {
    throw new Error(result.problems[0].message);
  }
  return result.layer;
}

/** Figures of one run. Processor time, as other work on the machine would be counted by the clock. */
export async function run() {
  const base = shared.map((level, index) => layerOf(level, index));
  const reading = process.cpuUsage();
  const entities = Array.from({ length: ENTITIES }, (_, entity) => [
    ...base,
    ...own.map(level => layerOf(level, entity)),
  ]);
  const read = process.cpuUsage(reading);
  const merging = process.cpuUsage();
  const values = entities.reduce(
    (count, layers) =>
      count +
      Object.keys(Object(effectiveValue(mergeLayers(layers, SCHEMA).root)))
        .length,
    0,
  );
  const merged = process.cpuUsage(merging);
  return [
    { name: 'values of 2,000 entities', value: values, unit: '' },
    { name: 'reading 4,000 files', value: read.user / 1_000, unit: 'ms' },
    { name: 'merging 2,000 entities', value: merged.user / 1_000, unit: 'ms' },
  ];
}
