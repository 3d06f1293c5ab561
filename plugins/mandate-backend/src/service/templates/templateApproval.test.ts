import { stringify } from 'yaml';
import { TestDatabases } from '@backstage/backend-test-utils';
import { NotAllowedError } from '@backstage/errors';
import {
  APPROVE_TEMPLATE_KIND,
  PORTAL_ENVIRONMENT,
  templateRef,
} from '@mandate/plugin-mandate-common';
import type {
  TemplateSchemaSource,
  TemplateSource,
} from '@mandate/plugin-mandate-node';
import { kroInstallation, parseTemplate } from '@mandate/templates';
import { as } from '../../testing/startKernel';
import { approve } from '../../testing/requests';
import { startMandateWorld } from '../mandateChanges/testing/MandateWorld';
import { templateFile } from './testing/templateFile';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

const textSchema = { type: 'string' };
/** As much of the core group as the test's template uses. */
const coreDocument = {
  paths: {},
  components: {
    schemas: {
      'io.k8s.api.core.v1.ConfigMap': {
        type: 'object',
        properties: {
          apiVersion: textSchema,
          kind: textSchema,
          metadata: { type: 'object', properties: { name: textSchema } },
          data: { type: 'object', additionalProperties: textSchema },
        },
        'x-kubernetes-group-version-kind': [
          { group: '', version: 'v1', kind: 'ConfigMap' },
        ],
      },
    },
  },
};

function propose(text: string, more: object = {}) {
  return {
    kind: APPROVE_TEMPLATE_KIND,
    target: {
      entityRef: templateRef('queue'),
      environment: PORTAL_ENVIRONMENT,
    },
    input: { action: 'approve', text, ...more },
  };
}

describe.each(databases.eachSupportedId())(
  'approving templates, %p',
  databaseId => {
    let world: Awaited<ReturnType<typeof startMandateWorld>>;
    afterEach(() => world.stop());

    async function start(
      templateSource?: TemplateSource,
      templateSchemas?: TemplateSchemaSource,
    ) {
      const knex = await databases.init(databaseId);
      world = await startMandateWorld({
        knex,
        templateSource,
        templateSchemas,
        defaultApprovers: [{ group: 'group:default/security', count: 1 }],
      });
      return world;
    }

    /** Lets everybody who is asked approve, and waits for the end. */
    async function approveAll(id: string) {
      for (const person of ['pia', 'sven', 'paul', 'ada', 'dana']) {
        const change = await world.changes.get(id, as(person));
        if (change.state !== 'awaiting-approval') {
          break;
        }
        await world.changes
          .vote(id, approve(change, { confirmTarget: 'queue' }), as(person))
          .catch(error => {
            if (!(error instanceof NotAllowedError)) {
              throw error;
            }
          });
      }
      return world.until(id, ({ endedAt }) => endedAt !== undefined);
    }

    it('shows the preview, waits for people, and records the digest', async () => {
      const { changes, templates, ledger } = await start();
      const change = await changes.propose(
        propose(templateFile({ size: 1 }), {
          decisionRecord: '# Why a queue\n\nBecause.',
        }),
        as('dana'),
      );
      expect(change.state).toBe('awaiting-approval');
      const [definition, preview] = change.current?.plan.objects ?? [];
      expect(definition).toMatchObject({ action: 'create', before: null });
      expect(preview.after).toMatchObject({
        kind: 'TemplatePreview',
        decisionRecord: expect.stringContaining('queue'),
        objects: { 'ConfigMap example': { data: { size: '1' } } },
      });
      await expect(approveAll(change.id)).resolves.toMatchObject({
        state: 'succeeded',
      });
      const view = await templates.get('queue', as('dana'));
      expect(view.versions).toMatchObject([
        { digest: view.current, state: 'approved', changeId: change.id },
      ]);
      await expect(
        templates.version('queue', view.current, as('dana')),
      ).resolves.toMatchObject({ decisionRecord: '# Why a queue\n\nBecause.' });
      const { text, kro } = await templates.version(
        'queue',
        view.current,
        as('dana'),
      );
      const parsed = parseTemplate(text);
      const made = parsed.ok && kroInstallation(parsed.template);
      expect(made).toMatchObject({
        definition: { spec: { resources: [{}] } },
      });
      expect(kro).toBe(made && stringify(made.definition));
      const { items } = await ledger.entries({
        limit: 5,
        kind: 'configuration',
      });
      expect(JSON.stringify(items)).toContain('queue is approved now');
    });

    it('shows what a new version changes, and withdraws one with reasons', async () => {
      const { changes, templates } = await start();
      const first = await changes.propose(
        propose(templateFile({ size: 1 })),
        as('dana'),
      );
      await approveAll(first.id);
      const second = await changes.propose(
        propose(templateFile({ size: 2 })),
        as('dana'),
      );
      expect(second.current?.plan.summary).toContain(
        'size has the default 2 now; it was 1.',
      );
      await approveAll(second.id);
      const { current } = await templates.get('queue', as('dana'));
      const withdrawal = await changes.propose(
        {
          ...propose(''),
          input: { action: 'withdraw', digest: current, reason: 'It leaks.' },
        },
        as('dana'),
      );
      expect(withdrawal.current?.plan.summary).toContain('No instance has it.');
      await approveAll(withdrawal.id);
      const view = await templates.get('queue', as('dana'));
      expect(view.current).not.toBe(current);
      expect(view.versions).toContainEqual(
        expect.objectContaining({
          digest: current,
          state: 'withdrawn',
          reason: 'It leaks.',
        }),
      );
    });

    it('offers what was approved last, whatever file of the name lies in the folder', async () => {
      const text = templateFile({ size: 1 });
      const file = { name: 'queue', text, trustedDigests: [] as string[] };
      const { changes, templates, bootstrapApprovals, store } = await start({
        names: async () => ['queue'],
        read: async () => file,
      });
      const current = async () =>
        (await templates.get('queue', as('dana'))).current;
      const first = await current();
      file.trustedDigests = [first];
      await bootstrapApprovals.run();
      await store.transaction(tx =>
        tx.templateInstances.put({
          entityRef: 'component:default/shop',
          environment: 'dev',
          template: 'queue',
          digest: first,
          values: { size: 1 },
          images: [],
          namespace: 'shop-dev',
          workload: 'shop',
          isPart: false,
          changeId: 'earlier',
          sinceMs: 0,
        }),
      );
      const upgrades = async () =>
        (await templates.instances({ template: 'queue' }, as('dana'))).map(
          ({ upgradeTo }) => upgradeTo,
        );
      await expect(upgrades()).resolves.toEqual([undefined]);

      const { id } = await changes.propose(
        propose(templateFile({ size: 2 })),
        as('dana'),
      );
      await approveAll(id);
      const second = await current();
      expect(second).not.toBe(first);
      await expect(upgrades()).resolves.toEqual([second]);
      await expect(changes.propose(propose(text), as('dana'))).rejects.toThrow(
        new RegExp(`deprecate that one|${second}`),
      );

      const deprecation = await changes.propose(
        {
          ...propose(''),
          input: { action: 'deprecate', digest: second, reason: 'Too big.' },
        },
        as('dana'),
      );
      await approveAll(deprecation.id);
      await expect(current()).resolves.toBe(first);
    });

    it('refuses a file that is no template, or another one', async () => {
      const { changes } = await start();
      await expect(
        changes.propose(propose('kind: Nothing'), as('dana')),
      ).rejects.toThrow(/not valid/);
      await expect(
        changes.propose(
          propose(templateFile({ size: 1, name: 'other' })),
          as('dana'),
        ),
      ).rejects.toThrow(/Both must be the same/);
    });

    it.each([
      ['an unknown field', ['data: { size:', 'dta: { size:'], /23:9 .*dta/],
      [
        'a number where text belongs',
        ['string(schema.spec.size)', 'schema.spec.size'],
        /23:23 /,
      ],
    ])(
      'checks types against the kinds of the cluster: %s',
      async (_, [right, wrong], words) => {
        const asked: string[] = [];
        const { changes, templates } = await start(undefined, {
          openApi: async groupVersions => {
            asked.push(...groupVersions);
            return { cluster: 'main', documents: [coreDocument] };
          },
        });
        const text = templateFile({ size: 1 }).replace(right, wrong);
        await expect(
          changes.propose(propose(text), as('dana')),
        ).rejects.toThrow(words);
        expect(asked).toEqual(['v1']);
        const checked = await templates.check({ text }, as('dana'));
        expect(checked).toMatchObject({ typesOf: 'main', problems: [{}] });
        const [{ line, column, message }] = checked.problems;
        expect(`${line}:${column} ${message}`).toMatch(words);
        expect(checked.digest).toBeUndefined();
        await expect(
          changes.propose(propose(templateFile({ size: 1 })), as('dana')),
        ).resolves.toMatchObject({ state: 'awaiting-approval' });
      },
    );

    it('takes a template without types while no cluster answers', async () => {
      const { changes, templates } = await start(undefined, {
        openApi: async () => undefined,
      });
      const text = templateFile({ size: 1 });
      await expect(templates.check({ text }, as('dana'))).resolves.toEqual({
        digest: expect.stringMatching(/^sha256:/),
        problems: [],
      });
      await expect(
        changes.propose(propose(text), as('dana')),
      ).resolves.toMatchObject({ state: 'awaiting-approval' });
    });

    it('trusts the list of the start, and says so', async () => {
      const text = templateFile({ size: 3 });
      let trustedDigests: readonly string[] = [];
      const { bootstrapApprovals, templates, ledger } = await start({
        names: async () => ['queue'],
        read: async name => ({ name, text, trustedDigests }),
      });
      const { current } = await templates.get('queue', as('dana'));
      trustedDigests = [current];
      await bootstrapApprovals.run();
      await expect(templates.get('queue', as('dana'))).resolves.toMatchObject({
        versions: [
          { digest: current, state: 'approved', reason: expect.anything() },
        ],
      });
      const { items } = await ledger.entries({
        limit: 5,
        kind: 'configuration',
      });
      expect(JSON.stringify(items)).toContain('starts with');
    });
  },
);
