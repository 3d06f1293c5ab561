import type {
  BackstageCredentials,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { Proposer } from '@mandate/plugin-mandate-common';
import type {
  Assessor,
  ClusterAccess,
  PreflightSource,
  TemplateSchemaSource,
  TemplatePackageRenderer,
  TemplateSource,
} from '@mandate/plugin-mandate-node';
import type { Knex } from 'knex';
import { KernelStore } from '../database/KernelStore';
import { Observation } from '../extensionPoints/Observation';
import { TemplatesExtension } from '../extensionPoints/TemplatesExtension';
import type { Caller } from '../service/change/ChangeService';
import { createKernel } from '../service/createKernel';
import {
  type AnyChangeKind,
  ChangeKindRegistry,
} from '../service/kinds/ChangeKindRegistry';
import { readKernelSettings } from '../service/settings/KernelSettings';
import { exampleEntities } from './exampleEntities';
import { type FakeTarget, fakeChangeKind } from './fakeChangeKind';

/** Environments `dev` and `prod` on one cluster. */
export const exampleConfig = {
  backend: { baseUrl: 'http://localhost:7007' },
  mandate: {
    environments: [
      { name: 'dev', cluster: 'one' },
      { name: 'prod', cluster: 'one', production: true },
    ],
    mandates: {
      approvers: [{ group: 'group:default/security', count: 1 }],
      trustFirstVersion: true,
    },
    ledger: { custodians: ['group:default/platform'] },
  },
};

/** The decide side on a database, with a fake change kind and a catalog in memory; mandates are in force. */
export async function startKernel(options: {
  readonly knex: Knex;
  readonly entities?: readonly Entity[];
  /** In place of a catalog that holds the entities. */
  readonly catalog?: CatalogService;
  /** What differs from the example's configuration of mandates. */
  readonly mandates?: object;
  readonly assessors?: readonly Assessor[];
  readonly preflightSources?: readonly PreflightSource[];
  readonly permissions?: PermissionsService;
  readonly logger?: LoggerService;
  /** Who approves where no mandate and no owner says. */
  readonly defaultApprovers?: readonly object[];
  /** Where template files come from; nowhere when absent. */
  readonly templateSource?: TemplateSource;
  /** The kinds that templates are checked against; unknown when absent. */
  readonly templateSchemas?: TemplateSchemaSource;
  /** Who renders charts and bases; nobody when absent. */
  readonly templateRenderer?: TemplatePackageRenderer;
  /** Directory of the repository that approved templates are committed to; none when absent. */
  readonly templateRepository?: string;
  /** In place of the fake one. */
  readonly changeKinds?: readonly AnyChangeKind[];
  /** None when absent. */
  readonly clusters?: ClusterAccess;
}) {
  const { knex, entities = exampleEntities, assessors = [] } = options;
  const store = await KernelStore.create({
    database: { getClient: async () => knex },
  });
  const templatesExtension = new TemplatesExtension();
  if (options.templateSource) {
    templatesExtension.setTemplateSource(options.templateSource);
  }
  if (options.templateSchemas) {
    templatesExtension.setSchemaSource(options.templateSchemas);
  }
  if (options.templateRenderer) {
    templatesExtension.setPackageRenderer(options.templateRenderer);
  }
  const world: FakeTarget = { version: '1.0.0' };
  const kinds = new ChangeKindRegistry();
  (options.changeKinds ?? [fakeChangeKind(world)]).forEach(kind =>
    kinds.add(kind),
  );
  const observation = new Observation();
  if (options.clusters) {
    observation.setClusterAccess(options.clusters);
  }
  const kernel = await createKernel({
    store,
    settings: readKernelSettings(
      new ConfigReader({
        ...exampleConfig,
        mandate: {
          ...exampleConfig.mandate,
          ...(options.defaultApprovers && {
            defaultApprovers: [...options.defaultApprovers],
          }),
          ...(options.templateRepository && {
            templates: {
              repository: { directory: options.templateRepository },
            },
          }),
          mandates: { ...exampleConfig.mandate.mandates, ...options.mandates },
        },
      }),
    ),
    kinds,
    assessors,
    preflightSources: options.preflightSources ?? [],
    observation,
    templatesExtension,
    catalog: options.catalog ?? catalogServiceMock({ entities: [...entities] }),
    auth: mockServices.auth(),
    httpAuth: mockServices.httpAuth(),
    permissions: options.permissions ?? mockServices.permissions(),
    auditor: {
      createEvent: async () => ({
        success: async () => {},
        fail: async () => {},
      }),
    },
    logger: options.logger ?? mockServices.rootLogger({ level: 'none' }),
  });
  await kernel.mandateSync.run();
  await kernel.catalogProposals.run();
  await kernel.changeWindowSync.run();
  return { ...kernel, store, kinds, world };
}

/** The decide side as tests use it. */
export type StartedKernel = Awaited<ReturnType<typeof startKernel>>;

/** Options for a call as a person of the example organisation. */
export function as(name: string): { readonly caller: Caller } {
  const ref = `user:default/${name}`;
  return callAs({ kind: 'user', ref }, mockCredentials.user(ref));
}

/** Options for a call as somebody who is no person. */
export function callAs(
  proposer: Proposer,
  credentials: BackstageCredentials = mockCredentials.service(proposer.ref),
): { readonly caller: Caller } {
  return { caller: { proposer, credentials } };
}
