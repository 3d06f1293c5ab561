import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  CHANGE_MANDATE_KIND,
  type ChangeDetail,
  PORTAL_ENVIRONMENT,
  type ProposeRequest,
} from '@mandate/plugin-mandate-common';
import type {
  TemplatePackageRenderer,
  TemplateSchemaSource,
  TemplateSource,
} from '@mandate/plugin-mandate-node';
import type { Knex } from 'knex';
import {
  exampleEntities,
  exampleMandate,
} from '../../../testing/exampleEntities';
import { approve } from '../../../testing/requests';
import { as, startKernel } from '../../../testing/startKernel';
import { noClusters } from '../../run/testing/FakeWorld';
import { createRunSide } from '../../createRunSide';

/** The mandate of the example organisation. */
export const SERVICES = 'mandate:default/services';

/** A kernel with its run side, and a catalog whose mandates a test changes. */
export async function startMandateWorld(options: {
  readonly knex: Knex;
  readonly mandates?: object;
  readonly defaultApprovers?: readonly object[];
  readonly templateSource?: TemplateSource;
  readonly templateSchemas?: TemplateSchemaSource;
  readonly templateRenderer?: TemplatePackageRenderer;
  readonly templateRepository?: string;
}) {
  let mandates: readonly Entity[] = [exampleMandate];
  const others = exampleEntities.filter(({ kind }) => kind !== 'Mandate');
  const catalog = catalogServiceMock.mock();
  const now = () => catalogServiceMock({ entities: [...others, ...mandates] });
  catalog.getEntities.mockImplementation((...given) =>
    now().getEntities(...given),
  );
  catalog.getEntitiesByRefs.mockImplementation((...given) =>
    now().getEntitiesByRefs(...given),
  );
  catalog.getEntityByRef.mockImplementation((...given) =>
    now().getEntityByRef(...given),
  );
  const kernel = await startKernel({ ...options, catalog });
  const { changes, store, kinds } = kernel;
  const runSide = createRunSide({
    ...kernel,
    store,
    kinds,
    clusters: noClusters,
    targets: {
      resolve: async () => Promise.reject(new Error('not used')),
      ofEntity: async () => [],
      all: async () => [],
      dependants: async () => [],
    },
    detectors: [],
    remedies: [],
    notifiers: [],
    notifications: { send: async () => {} },
    signals: { publish: async () => {} },
    events: { publish: async () => {} },
    webhooks: [],
    origin: 'test',
    auth: mockServices.auth(),
    logger: mockServices.rootLogger({ level: 'none' }),
    settings: { run: { pollMs: 20, checkMs: 20 }, timers: { pollMs: 20 } },
  });
  runSide.start();

  const look = async () => {
    await kernel.mandateSync.run();
    await kernel.catalogProposals.run();
  };

  return {
    ...kernel,
    stop: () => runSide.stop(),
    /** What the catalog has from now on; the kernel has looked at it when this returns. */
    async show(...entities: readonly Entity[]) {
      mandates = entities;
      await look();
    },
    look,
    async inForce() {
      const [mandate] = await store.read(tx => tx.mandates.inForce());
      return mandate?.status === 'readable' ? mandate : undefined;
    },
    /** All changes of the mandate, newest first. */
    async mandateChanges() {
      const { items } = await changes.list(
        { kind: CHANGE_MANDATE_KIND },
        as('dana'),
      );
      return items;
    },
    /** Lets people approve the newest plan, and answers the change as it is then. */
    async approveAs(id: string, ...people: readonly string[]) {
      for (const person of people) {
        const change = await changes.get(id, as(person));
        await changes.vote(
          id,
          approve(change, { confirmTarget: 'services' }),
          as(person),
        );
      }
      return changes.get(id, as('dana'));
    },
    /** Waits until a change fulfils something. */
    async until(
      id: string,
      holds: (change: ChangeDetail) => boolean,
    ): Promise<ChangeDetail> {
      const deadline = Date.now() + 50_000;
      for (;;) {
        const change = await changes.get(id, as('dana'));
        if (holds(change)) {
          return change;
        }
        if (Date.now() > deadline) {
          throw new Error(
            `It never came to that: ${change.state}, ${change.statusWords}`,
          );
        }
        await new Promise(resolve => setTimeout(resolve, 20));
      }
    },
  };
}

/** The example's mandate with another condition of its first clause. */
export function withCondition(when: string): Entity {
  const [grant, ...others] = exampleMandate.spec?.grants as object[];
  return {
    ...exampleMandate,
    spec: { ...exampleMandate.spec, grants: [{ ...grant, when }, ...others] },
  };
}

/** A proposal to put a document in force. */
export function put(
  document: object,
  more: Partial<ProposeRequest> = {},
): ProposeRequest {
  return {
    kind: CHANGE_MANDATE_KIND,
    target: { entityRef: SERVICES, environment: PORTAL_ENVIRONMENT },
    input: { action: 'put', document },
    ...more,
  };
}
