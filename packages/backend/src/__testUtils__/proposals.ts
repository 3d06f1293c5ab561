import type { ChangeDetail } from '@mandate/plugin-mandate-common';
import type { CaredForService } from './CaredForService';

/** What is proposed of a target: a kind of change and its input. */
export type Proposal = readonly [
  kind: string,
  input: Readonly<Record<string, unknown>>,
];

/** What the workloads of a cluster without a registry run. */
export const IMAGES = {
  v1: 'mandate.test/workload:v1',
  v2: 'mandate.test/workload:v2',
} as const;

/** Proposes each when the one before has ended, and answers what became of them. */
export async function oneAfterTheOther(
  service: CaredForService,
  proposals: readonly Proposal[],
): Promise<readonly ChangeDetail[]> {
  const ended: ChangeDetail[] = [];
  for (const [kind, input] of proposals) {
    ended.push(await service.change(kind, input));
  }
  return ended;
}

/** A deploy that holds, one behind it whose pods never start, and what else is done with a service. */
export function basketChanges(name: string): readonly Proposal[] {
  const bad = { 'mandate.test/simulate': 'image-pull-error' };
  return [
    ['deploy', { objects: [deployment(name, {})] }],
    ['deploy', { objects: [deployment(name, bad)] }],
    ['quota', { hard: { pods: '30' } }],
    ['delete', { action: 'retire' }],
    ['delete', { action: 'restore' }],
  ];
}

export function nodeChanges(node: string): readonly Proposal[] {
  return [
    ['cordon', { node }],
    ['drain', { node }],
    ['cordon', { node, schedulable: true }],
  ];
}

function deployment(
  name: string,
  annotations: Readonly<Record<string, string>>,
) {
  const labels = { app: name };
  const isBad = Object.keys(annotations).length > 0;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      replicas: 2,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels, annotations },
        spec: {
          containers: [
            {
              name: 'main',
              image: isBad ? 'mandate.test/workload:none' : IMAGES.v1,
              resources: { requests: { cpu: '10m', memory: '16Mi' } },
            },
          ],
        },
      },
    },
  };
}
