import type { ClusterObject } from '@mandate/plugin-mandate-common';
import { z } from 'zod';
import type { Administrator } from './Administrator';
import { eventually } from './eventually';

const COLLECTION = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const GROUP = 'gateway.networking.k8s.io';
const KINDS = ['HTTPRoute', 'GRPCRoute'];
const SERVED_LIMIT_MS = 20_000;

const definitionSchema = z.object({
  status: z.object({
    conditions: z.array(z.object({ type: z.string(), status: z.string() })),
  }),
});

/** The routes of the Gateway API, in a cluster to which no gateway has brought them. */
export class RouteKinds {
  readonly #administrator: Administrator;
  readonly #made: string[] = [];

  constructor(administrator: Administrator) {
    this.#administrator = administrator;
  }

  /** Defines those that are missing, and waits until they are served. */
  async define(): Promise<void> {
    for (const definition of KINDS.map(definitionOf)) {
      const path = `${COLLECTION}/${definition.metadata.name}`;
      const isThere = await this.#administrator.read(path).then(
        () => true,
        () => false,
      );
      if (!isThere) {
        await this.#administrator.create(COLLECTION, definition);
        this.#made.push(path);
        await eventually(() => this.#isServed(path), {
          what: `${definition.metadata.name} to be served`,
          limitMs: SERVED_LIMIT_MS,
        });
      }
    }
  }

  /** Takes away what was defined here. */
  async remove(): Promise<void> {
    for (const path of this.#made) {
      await this.#administrator.remove(path);
    }
  }

  async #isServed(path: string): Promise<true | undefined> {
    const { data } = definitionSchema.safeParse(
      await this.#administrator.read(path),
    );
    const isServed = data?.status.conditions.some(
      ({ type, status }) => type === 'Established' && status === 'True',
    );
    return isServed || undefined;
  }
}

/** As far as a cluster without a gateway has to know a route. */
function definitionOf(kind: string): ClusterObject {
  const singular = kind.toLowerCase();
  const spec = {
    type: 'object',
    'x-kubernetes-preserve-unknown-fields': true,
  };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: {
      name: `${singular}s.${GROUP}`,
      // Kubernetes demands it for groups under its own name.
      annotations: { 'api-approved.kubernetes.io': 'unapproved, for a test' },
    },
    spec: {
      group: GROUP,
      scope: 'Namespaced',
      names: {
        kind,
        singular,
        plural: `${singular}s`,
        listKind: `${kind}List`,
      },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: { type: 'object', properties: { spec } },
          },
        },
      ],
    },
  };
}
