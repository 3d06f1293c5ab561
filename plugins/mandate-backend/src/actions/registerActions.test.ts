import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { z } from 'zod';
import { as, startKernel } from '../testing/startKernel';
import { registerActions } from './registerActions';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

async function start() {
  const kernel = await startKernel({ knex: await databases.init('SQLITE_3') });
  const actions = actionsRegistryServiceMock();
  registerActions({ ...kernel, actions });
  const agent = mockCredentials.service('external:agent');
  return { ...kernel, actions, agent };
}

const input = {
  kind: 'deploy',
  entityRef: 'component:default/checkout',
  environment: 'prod',
  input: {},
};

describe('actions', () => {
  it('offers nothing that approves, rejects, aborts or resolves', async () => {
    const { actions } = await start();
    const { actions: listed } = await actions.list();
    expect(listed.map(({ name }) => name).toSorted()).toEqual([
      'answer-question',
      'get-change',
      'list-pending-approvals',
      'pause-change',
      'propose-change',
      'simulate-change',
      'simulate-mandate',
      'stop-automation',
    ]);
  });

  it('proposes the same change for the same key, and finds it again', async () => {
    const { actions, agent } = await start();
    const invoke = async (id: string, given: object) => {
      const { output } = await actions.invoke({
        id,
        input: JSON.parse(JSON.stringify(given)),
        credentials: agent,
      });
      return output;
    };
    const keyed = { ...input, idempotencyKey: 'k' };
    const first = await invoke('test:propose-change', keyed);
    await expect(invoke('test:propose-change', keyed)).resolves.toEqual(first);
    expect(first).toMatchObject({
      state: 'awaiting-approval',
      waitingFor: [
        { group: 'group:default/platform', missing: 1 },
        { group: 'group:default/security', missing: 1 },
      ],
    });
    await expect(
      invoke('test:list-pending-approvals', {}),
    ).resolves.toMatchObject({ changes: [{ state: 'awaiting-approval' }] });
    await expect(invoke('test:simulate-change', input)).resolves.toMatchObject({
      oversight: 'approve',
      decision: expect.stringContaining('mandate services'),
    });
  });

  it('lets an agent answer about its own change, and pause nothing that is not running', async () => {
    const { actions, agent, changes } = await start();
    const invoke = (id: string, given: object) =>
      actions.invoke({
        id,
        input: JSON.parse(JSON.stringify(given)),
        credentials: agent,
      });
    const proposed = await invoke('test:propose-change', input);
    const { id } = z.object({ id: z.string() }).parse(proposed.output);
    await changes.ask(id, { text: 'Why now?' }, as('sven'));
    const { output } = await invoke('test:get-change', { id });
    const { questions } = z
      .object({ questions: z.array(z.object({ id: z.string() })) })
      .parse(output);
    await expect(
      invoke('test:answer-question', {
        id,
        questionId: questions[0].id,
        text: 'A release.',
      }),
    ).resolves.toMatchObject({ output: { questions: [] } });
    await expect(
      invoke('test:pause-change', { id, reason: 'It looks odd.' }),
    ).rejects.toThrow(/can be paused/);
  });
});
