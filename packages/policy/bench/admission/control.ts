/** A control as people write them for their clusters: on which resources, and what must hold. */
export interface Control {
  readonly name: string;
  readonly on: keyof typeof resources;
  readonly demands: readonly string[];
  readonly when?: string;
  readonly variables?: Readonly<Record<string, string>>;
}

export const resources = {
  workloads: { group: 'apps', names: ['deployments'] },
  services: { group: '', names: ['services'] },
  configMaps: { group: '', names: ['configmaps'] },
  ingresses: { group: 'networking.k8s.io', names: ['ingresses'] },
  all: { group: '*', names: ['*'] },
} as const;
