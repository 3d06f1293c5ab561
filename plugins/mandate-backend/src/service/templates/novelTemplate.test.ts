import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createMockDirectory,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { InputError, NotAllowedError } from '@backstage/errors';
import {
  APPROVE_TEMPLATE_KIND,
  PORTAL_ENVIRONMENT,
  type TemplateChangeInput,
  type TemplateDraftRequest,
  templateRef,
} from '@mandate/plugin-mandate-common';
import { ConfigurationRepository } from '@mandate/configuration-git';
import { as } from '../../testing/startKernel';
import { approve } from '../../testing/requests';
import { startMandateWorld } from '../mandateChanges/testing/MandateWorld';
import { templateFile } from './testing/templateFile';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

const need: TemplateDraftRequest = {
  name: 'report-generator',
  title: 'Report generator',
  description: 'Makes reports.',
  owner: 'group:default/platform',
  requirement: 'We need a queue of reports, 2 GiB, in prod.',
  from: {
    type: 'compose',
    text: 'services: {report: {image: "registry.example/report:1.0.0", environment: {API_TOKEN: x}}}',
  },
};

describe.each(databases.eachSupportedId())(
  'a need that no template meets, %p',
  databaseId => {
    const repository = createMockDirectory();
    let world: Awaited<ReturnType<typeof startMandateWorld>>;

    beforeEach(async () => {
      repository.clear();
      world = await startMandateWorld({
        knex: await databases.init(databaseId),
        templateRepository: repository.path,
        defaultApprovers: [{ group: 'group:default/security', count: 1 }],
      });
    });
    afterEach(() => world.stop());

    /** Proposes a file, lets everybody who is asked approve, and waits for the end. */
    function decided(name: string, text: string, decisionRecord?: string) {
      return changed(name, { action: 'approve', text, decisionRecord });
    }

    async function changed(name: string, input: TemplateChangeInput) {
      const { id } = await world.changes.propose(
        {
          kind: APPROVE_TEMPLATE_KIND,
          target: {
            entityRef: templateRef(name),
            environment: PORTAL_ENVIRONMENT,
          },
          input,
        },
        as('dana'),
      );
      for (const person of ['pia', 'sven', 'paul', 'ada', 'dana']) {
        const change = await world.changes.get(id, as(person));
        if (change.state !== 'awaiting-approval') {
          break;
        }
        await world.changes
          .vote(id, approve(change, { confirmTarget: name }), as(person))
          .catch(error => {
            if (!(error instanceof NotAllowedError)) {
              throw error;
            }
          });
      }
      return world.until(id, ({ endedAt }) => endedAt !== undefined);
    }

    function git(...args: readonly string[]): string {
      return execFileSync('git', ['--git-dir', repository.path, ...args], {
        encoding: 'utf8',
      });
    }

    it('is drafted with the record of its design, approved, committed, and found from then on', async () => {
      const { templates } = world;
      await decided('queue', templateFile({ size: 1 }));
      const draft = await templates.draft(need, as('dana'));
      expect(draft).toMatchObject({
        problems: [],
        notes: [expect.stringContaining('API_TOKEN')],
        considered: [{ name: 'queue', environment: 'prod' }],
      });
      expect(draft.decisionRecord).toMatch(
        /Proposed by user:default\/dana[^]*> We need a queue of reports[^]*- queue \(fit/,
      );
      const change = await decided(need.name, draft.text, draft.decisionRecord);
      expect(change.state).toBe('succeeded');
      const files = git('ls-tree', '-r', '--name-only', 'main').split('\n');
      expect(files).toEqual(
        expect.arrayContaining([
          'templates/report-generator/template.yaml',
          expect.stringMatching(
            /^templates\/report-generator\/decisions\/[0-9a-f]{16}\.md$/,
          ),
        ]),
      );
      expect(git('log', '-1', '--format=%B', 'main')).toMatch(
        new RegExp(`Approve template report-generator[^]*${change.id}`),
      );
      await expect(
        templates.match({ words: 'a report generator' }, as('dana')),
      ).resolves.toMatchObject([{ name: need.name, branch: 'standard' }]);
    });

    it('reads sizes and the environment from the words', async () => {
      await decided('queue', templateFile({ size: 1 }));
      await expect(
        world.templates.match({ words: 'a queue, 2 GiB, in prod' }, as('dana')),
      ).resolves.toMatchObject([
        {
          name: 'queue',
          environment: 'prod',
          branch: 'modified-beyond',
          reasons: expect.arrayContaining(['It has no parameter memory.']),
        },
      ]);
    });

    it('is drafted from the nearest template, or from the one that is named', async () => {
      await decided('queue', templateFile({ size: 1 }));
      const drafted = (template?: string) =>
        world.templates.draft(
          { ...need, from: { type: 'nearest', template } },
          as('dana'),
        );
      await expect(drafted()).resolves.toMatchObject({
        text: expect.stringContaining('name: report-generator'),
        notes: [expect.stringContaining('This is the template queue')],
      });
      await expect(drafted('nothing')).rejects.toThrow(/no template 'nothing'/);
    });

    it('cannot be drafted from nothing', async () => {
      const from = (source: TemplateDraftRequest['from']) =>
        world.templates.draft({ ...need, from: source }, as('dana'));
      await expect(from({ type: 'nearest' })).rejects.toThrow(InputError);
      await expect(
        from({ type: 'compose', text: 'services: {a: {build: .}}' }),
      ).rejects.toThrow(/Nothing of the compose file/);
      await expect(from({ type: 'manifests', text: '- 1' })).rejects.toThrow(
        InputError,
      );
    });

    it('says what is wrong with a file that is no template', async () => {
      await expect(
        world.templates.draft(
          { ...need, from: { type: 'file', text: 'kind: Nothing' } },
          as('dana'),
        ),
      ).resolves.toMatchObject({ problems: [expect.any(String)] });
    });

    it('is not approved when it cannot be committed: the state before is recorded again', async () => {
      await decided('queue', templateFile({ size: 1 }));
      const before = await world.templates.get('queue', as('dana'));
      // Another git that died while it held the branch.
      await writeFile(join(repository.path, 'refs/heads/main.lock'), '');
      const change = await decided('queue', templateFile({ size: 2 }));
      expect(change.state).toBe('undone');
      await expect(world.templates.get('queue', as('dana'))).resolves.toEqual(
        before,
      );
      const { items } = await world.ledger.entries({
        limit: 20,
        kind: 'configuration',
      });
      expect(JSON.stringify(items)).toMatch(
        /is not recorded now; it was approved/,
      );
    });

    it('stands where it stood when approving it anew fails', async () => {
      await decided('queue', templateFile({ size: 1 }));
      const { current } = await world.templates.get('queue', as('dana'));
      await decided('queue', templateFile({ size: 2 }));
      await changed('queue', {
        action: 'deprecate',
        digest: current,
        reason: 'Too small.',
      });
      const before = await world.templates.get('queue', as('dana'));
      await writeFile(join(repository.path, 'refs/heads/main.lock'), '');
      const change = await decided('queue', templateFile({ size: 1 }));
      expect(change.state).toBe('undone');
      await expect(world.templates.get('queue', as('dana'))).resolves.toEqual(
        before,
      );
    });

    it('replaces the version before in the repository, and an earlier one can come back', async () => {
      await decided('queue', templateFile({ size: 1 }));
      await decided('queue', templateFile({ size: 2 }));
      const opened = await ConfigurationRepository.open(repository.path);
      await expect(
        opened.history({ path: 'templates/queue/template.yaml', limit: 9 }),
      ).resolves.toHaveLength(2);
    });
  },
);
