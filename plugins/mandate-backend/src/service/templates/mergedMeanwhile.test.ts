import {
  createMockDirectory,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { NotAllowedError } from '@backstage/errors';
import { ConfigurationRepository } from '@mandate/configuration-git';
import {
  APPROVE_TEMPLATE_KIND,
  PORTAL_ENVIRONMENT,
  templateRef,
} from '@mandate/plugin-mandate-common';
import type { StepContext } from '@mandate/plugin-mandate-node';
import { parseTemplate } from '@mandate/templates';
import { approve } from '../../testing/requests';
import { as } from '../../testing/startKernel';
import { startMandateWorld } from '../mandateChanges/testing/MandateWorld';
import { isTextOf, withText } from '../plan/fileText';
import { noClusters } from '../run/testing/FakeWorld';
import { targetNamed } from '../run/testing/testTargets';
import { commitTemplateStep } from './commitTemplateStep';
import { baseVersionOf, readPlannedState } from './plannedState';
import { approvalPlan } from './templatePlan';
import { recordPath, TemplateRepository } from './TemplateRepository';
import { templateFile } from './testing/templateFile';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const FILE = 'templates/queue/template.yaml';

describe('the commit of an approved template', () => {
  const folder = createMockDirectory();
  beforeEach(() => folder.clear());

  /** What somebody merges by hand. */
  async function merge(text: string, file = FILE) {
    const repository = await ConfigurationRepository.open(folder.path);
    await repository.write({
      base: await repository.head(),
      contents: new Map([[file, text]]),
      author: { name: 'Pia', email: 'pia@example.com' },
      at: new Date().toISOString(),
      message: 'By hand',
    });
  }
  const committed = () => new TemplateRepository(folder.path).readText('queue');

  it('waits for people again when somebody merged another text meanwhile, and says what differs', async () => {
    const world = await startMandateWorld({
      knex: await databases.init('SQLITE_3'),
      templateRepository: folder.path,
      defaultApprovers: [{ group: 'group:default/security', count: 1 }],
    });
    const proposed = async (size: number) => {
      const { id } = await world.changes.propose(
        {
          kind: APPROVE_TEMPLATE_KIND,
          target: {
            entityRef: templateRef('queue'),
            environment: PORTAL_ENVIRONMENT,
          },
          input: { action: 'approve', text: templateFile({ size }) },
        },
        as('dana'),
      );
      return id;
    };
    const approveAs = async (id: string, ...people: readonly string[]) => {
      for (const person of people) {
        const change = await world.changes.get(id, as(person));
        if (change.state === 'awaiting-approval') {
          await world.changes
            .vote(id, approve(change, { confirmTarget: 'queue' }), as(person))
            .catch(error => {
              if (!(error instanceof NotAllowedError)) {
                throw error;
              }
            });
        }
      }
    };
    const first = await proposed(1);
    await approveAs(first, 'pia', 'sven', 'paul', 'ada');
    await world.until(first, ({ state }) => state === 'succeeded');

    const second = await proposed(2);
    await merge(templateFile({ size: 3 }));
    await approveAs(second, 'pia', 'sven', 'paul', 'ada');
    const { state, current } = await world.until(
      second,
      ({ revision }) => revision === 2,
    );
    expect(state).toBe('awaiting-approval');
    expect(current?.plan.summary).toContain(
      'Nobody approved that text: size has the default 3 now; it was 1.',
    );
    expect(await committed()).toContain('default=3');

    await approveAs(second, 'pia', 'sven', 'paul', 'ada');
    await world.until(second, ({ state: now }) => now === 'succeeded');
    await world.stop();
    expect(await committed()).toContain('default=2');
  });

  it('is waited for while the repository cannot be read, and nobody is told what the server knows (I12)', async () => {
    folder.setContent({ 'no-repository': 'a file' });
    const world = await startMandateWorld({
      knex: await databases.init('SQLITE_3'),
      templateRepository: folder.resolve('no-repository'),
    });
    const proposing = world.changes.propose(
      {
        kind: APPROVE_TEMPLATE_KIND,
        target: {
          entityRef: templateRef('queue'),
          environment: PORTAL_ENVIRONMENT,
        },
        input: { action: 'approve', text: templateFile({ size: 1 }) },
      },
      as('dana'),
    );
    const error = await proposing.catch(cause => cause);
    await world.stop();
    expect(error).toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('cannot be read now'),
    });
    expect(String(error)).not.toContain(folder.path);
  });

  it('is planned over the one text that people are told of, also when another is merged while it is planned', async () => {
    const world = await startMandateWorld({
      knex: await databases.init('SQLITE_3'),
      templateRepository: folder.path,
      defaultApprovers: [{ group: 'group:default/security', count: 1 }],
    });
    const shown = templateFile({ size: 1 });
    const reading = jest.spyOn(TemplateRepository.prototype, 'read');
    const seen = (text: string) => ({ text, decisionRecord: undefined });
    reading
      .mockResolvedValueOnce(seen(shown))
      .mockResolvedValue(seen(templateFile({ size: 3 })));
    const readingText = jest
      .spyOn(TemplateRepository.prototype, 'readText')
      .mockResolvedValue(templateFile({ size: 3 }));
    const { current } = await world.changes.propose(
      {
        kind: APPROVE_TEMPLATE_KIND,
        target: {
          entityRef: templateRef('queue'),
          environment: PORTAL_ENVIRONMENT,
        },
        input: { action: 'approve', text: templateFile({ size: 2 }) },
      },
      as('dana'),
    );
    await world.stop();
    reading.mockRestore();
    readingText.mockRestore();
    expect(isTextOf(current?.plan.baseVersion ?? '', shown)).toBe(true);
  });

  it('is refused by a repository that cannot be written, and nobody is told what the server knows (I12)', async () => {
    folder.setContent({ 'no-repository': 'a file' });
    const outcome = await step(
      undefined,
      {},
      folder.resolve('no-repository'),
    ).act();
    expect(outcome).toMatchObject({
      type: 'refused',
      words: expect.stringContaining('cannot be written'),
    });
    expect(JSON.stringify(outcome)).not.toContain(folder.path);
  });

  /** The commit of a version over a text and a record of its design. */
  function step(
    replaced: string | undefined,
    record: { readonly own?: string; readonly replaced?: string } = {},
    directory = folder.path,
  ) {
    const parsed = parseTemplate(templateFile({ size: 2 }));
    if (!parsed.ok) {
      throw new Error('The template of the test is none.');
    }
    const { template } = parsed;
    const plan = approvalPlan({
      before: undefined,
      after: { template, digest: 'sha256:0', preview: template },
      baseVersion: withText(baseVersionOf([]), replaced),
      isCommitted: true,
      decisionRecord: record.own,
      replacedRecord: record.replaced,
    });
    const context: StepContext = {
      plan,
      target: targetNamed('queue'),
      clusters: noClusters,
      signal: new AbortController().signal,
      changeId: '1',
      revision: 1,
      idempotencyKey: '1/1/commit',
      fence: 1,
      report: () => {},
    };
    const handler = commitTemplateStep(plan, {
      repository: new TemplateRepository(directory),
      now: async () => 0,
      logger: mockServices.logger.mock(),
    });
    return {
      file: recordPath(readPlannedState(plan)),
      summary: plan.summary,
      observe: () => handler.observe(context),
      act: () => handler.act(context),
      undo: () => handler.undo?.(context),
      isUndone: () => handler.observeUndone?.(context),
      undoneOf: (idempotencyKey: string) =>
        handler.observeUndone?.({ ...context, idempotencyKey }),
    };
  }

  it('is refused over a text that was merged a moment before', async () => {
    const merged = templateFile({ size: 3 });
    await merge(merged);
    await expect(step(templateFile({ size: 1 })).act()).resolves.toEqual({
      type: 'refused',
      words: expect.stringMatching(/Somebody else changed the template's file/),
    });
    expect(await committed()).toBe(merged);
  });

  it('is taken back to the very text that was there, unless somebody changed it since', async () => {
    const before = `# By hand.\n${templateFile({ size: 1 })}`;
    await merge(before);
    const { act, undo, isUndone } = step(before);
    await expect(act()).resolves.toEqual({ type: 'acted' });
    await expect(undo()).resolves.toEqual({ type: 'acted' });
    expect(await committed()).toBe(before);

    await act();
    const after = templateFile({ size: 4 });
    await merge(after);
    await undo();
    expect(await committed()).toBe(after);
    await expect(isUndone()).resolves.toMatchObject({ type: 'present' });
  });

  describe('with the record of its design', () => {
    const before = templateFile({ size: 1 });
    const own = '# Why\n';
    const record = (file: string) =>
      ConfigurationRepository.open(folder.path).then(async repository =>
        repository.read((await repository.head()) ?? '', file),
      );
    beforeEach(() => merge(before));

    it('is refused over a record that somebody else merged since, and loses nothing', async () => {
      const { act, file } = step(before, { own });
      await merge('# Of somebody else\n', file);
      await expect(act()).resolves.toEqual({
        type: 'refused',
        words: expect.stringMatching(
          /Somebody else changed the record of the template's design, templates\/queue\/decisions\/\S+\.md, since this was planned\. [^]*propose the template again/,
        ),
      });
      expect(await record(file)).toBe('# Of somebody else\n');
      expect(await committed()).toBe(before);
    });

    it('takes the place of the record that it was approved over, which the plan names, and gives it back', async () => {
      const replaced = '# Of an earlier approval\n';
      const { act, undo, isUndone, observe, file, summary } = step(before, {
        own,
        replaced,
      });
      await merge(replaced, file);
      expect(summary).toMatch(
        /It takes the place of the decision record sha256:/,
      );
      await expect(act()).resolves.toEqual({ type: 'acted' });
      await expect(observe()).resolves.toMatchObject({ type: 'present' });
      expect(await record(file)).toBe(own);
      await expect(isUndone()).resolves.toMatchObject({ type: 'absent' });
      await undo();
      expect(await record(file)).toBe(replaced);
      await expect(isUndone()).resolves.toMatchObject({ type: 'present' });
    });

    it('leaves what somebody else wrote into the record when it is taken back', async () => {
      const { act, undo, isUndone, file } = step(before, { own });
      await act();
      await merge(`${own}And more.\n`, file);
      await expect(isUndone()).resolves.toMatchObject({ type: 'absent' });
      await undo();
      await expect(isUndone()).resolves.toMatchObject({ type: 'present' });
      expect(await record(file)).toBe(`${own}And more.\n`);
      expect(await committed()).toBe(before);
    });

    it('leaves the record of an earlier approval when it has none of its own', async () => {
      const { act, observe, file } = step(before);
      await merge(own, file);
      await act();
      expect(await record(file)).toBe(own);
      await expect(observe()).resolves.toMatchObject({ type: 'present' });
    });

    it('is taken back at once when the repository had both already', async () => {
      const first = step(before, { own });
      await first.act();
      const again = step((await committed()) ?? '', { own, replaced: own });
      await expect(again.observe()).resolves.toMatchObject({ type: 'present' });
      await expect(again.undoneOf('2/1/commit')).resolves.toMatchObject({
        type: 'present',
      });
    });
  });
});
