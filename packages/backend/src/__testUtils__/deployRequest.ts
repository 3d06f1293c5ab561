import type { ProposeRequest } from '@mandate/plugin-mandate-common';

/** Where a workload of {@link deployRequest} goes. */
export function namespaceOf(name: string): string {
  return `${name}-dev`;
}

/** The catalog entity of a workload of {@link deployRequest}. */
export function entityRefOf(name: string): string {
  return `component:default/${name}`;
}

/**
 * The deploy of a new web service to dev, where it needs nobody's approval. It belongs to no system, so it gets a
 * namespace of its own. The same name makes the same request, with the same idempotency key.
 */
export function deployRequest(name: string): ProposeRequest {
  return {
    kind: 'deploy',
    target: { entityRef: entityRefOf(name), environment: 'dev' },
    input: { template: { name: 'web-service', parameters: { replicas: 2 } } },
    idempotencyKey: `deploy-${name}`,
    reason: 'It is new.',
    entity: {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name,
        namespace: 'default',
        annotations: {
          'mandate.dev/container-type': 'core-service',
          'mandate.dev/template': 'web-service',
        },
      },
      spec: {
        type: 'service',
        lifecycle: 'experimental',
        owner: 'group:default/shop',
      },
    },
  };
}
