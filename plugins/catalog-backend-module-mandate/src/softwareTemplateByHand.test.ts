import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import {
  catalogProcessingExtensionPoint,
  type CatalogService,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import type { TemplateView } from '@mandate/plugin-mandate-common';
import { ApprovedTemplateProvider } from './ApprovedTemplateProvider';

const approved: TemplateView = {
  name: 'queue',
  title: 'Made by the provider',
  description: 'Holds messages.',
  stateful: false,
  current: 'sha256:1',
  versions: [{ digest: 'sha256:1', state: 'approved' }],
  groups: [],
  schema: {},
};

const BY_HAND = `apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata: { name: queue, title: Made by hand }
spec: { type: service, steps: [] }
`;

jest.setTimeout(30_000);

/** The catalog itself decides between two of one name, so it is the real one. */
describe('a software template made by hand', () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'software-template-'));
    file = join(folder, 'software-template.yaml');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('takes the place of the one that was there before, and keeps it', async () => {
    const catalog = await startCatalog(file);
    try {
      await catalog.refresh();
      expect(await catalog.shows('Made by the provider')).toBe(true);
      await writeFile(file, BY_HAND);
      expect(await catalog.shows('Made by hand')).toBe(true);
      await catalog.refresh();
      expect(await catalog.shows('Made by hand')).toBe(true);
    } finally {
      await catalog.stop();
    }
  });

  it('that is there first stays', async () => {
    await writeFile(file, BY_HAND);
    const catalog = await startCatalog(file);
    try {
      expect(await catalog.shows('Made by hand')).toBe(true);
      await catalog.refresh();
      expect(await catalog.shows('Made by hand')).toBe(true);
    } finally {
      await catalog.stop();
    }
  });
});

async function startCatalog(target: string) {
  const started: {
    catalog?: CatalogService;
    provider?: ApprovedTemplateProvider;
  } = {};
  const { server } = await startTestBackend({
    features: [
      catalogPlugin,
      mockServices.rootConfig.factory({
        data: {
          catalog: {
            processingInterval: { seconds: 1 },
            rules: [{ allow: ['Template'] }],
            locations: [{ type: 'file', target }],
          },
        },
      }),
      createBackendModule({
        pluginId: 'catalog',
        moduleId: 'approved-templates',
        register(env) {
          env.registerInit({
            deps: {
              auth: coreServices.auth,
              catalog: catalogServiceRef,
              logger: coreServices.logger,
              processing: catalogProcessingExtensionPoint,
            },
            async init({ auth, catalog, logger, processing }) {
              started.catalog = catalog;
              started.provider = new ApprovedTemplateProvider({
                api: { listTemplates: async () => [approved] },
                auth,
                catalog,
                logger,
                taskRunner: { run: async () => {} },
              });
              processing.addEntityProvider(started.provider);
              processing.addProcessor({
                getProcessorName: () => 'templates',
                validateEntityKind: async ({ kind }) => kind === 'Template',
              });
            },
          });
        },
      }),
    ],
  });
  const title = async () =>
    (
      await started.catalog?.getEntityByRef('template:default/queue', {
        credentials: await mockServices.auth().getOwnServiceCredentials(),
      })
    )?.metadata.title;
  return {
    refresh: () => started.provider?.refresh(),
    /** Whether the catalog has it under this title, now or soon. */
    shows: async (expected: string) => {
      const deadline = Date.now() + 20_000;
      while ((await title()) !== expected && Date.now() < deadline) {
        await new Promise(resolve => setTimeout(resolve, 100));
      }
      return (await title()) === expected;
    },
    stop: () => server.stop(),
  };
}
