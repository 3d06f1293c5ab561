import { loadavg } from 'node:os';
import { measurePlans } from './plan/measurePlans';
import type { Figure } from './reflector/reflector';

/** Measures how long the plan of 20 objects takes on the embedded cluster, a dry run on the server for each. */
export async function run(): Promise<readonly Figure[]> {
  return [
    ...(await measurePlans({ objects: 20, rounds: 30 })),
    {
      name: 'Load of the machine, last minute',
      value: Math.round((loadavg()[0] ?? 0) * 10) / 10,
      unit: '',
    },
  ];
}
