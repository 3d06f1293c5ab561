import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { z } from 'zod';
import { deploy } from '../testing/requests';
import { exampleMandate } from '../testing/exampleEntities';
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
      'attach-test-results',
      'draft-template',
      'get-calendar',
      'get-change',
      'get-change-set',
      'list-dead-letters',
      'list-delegations',
      'list-interventions',
      'list-pending-approvals',
      'match-templates',
      'pause-change',
      'propose-change',
      'propose-change-set',
      'replay-dead-letter',
      'simulate-change',
      'simulate-mandate',
      'stop-automation',
    ]);
  });

  it('explains every field to agents, and has them simulate before they propose', async () => {
    const { actions } = await start();
    const { actions: listed } = await actions.list();
    const unexplained = listed.flatMap(({ name, schema }) =>
      Object.entries(schema.input.properties ?? {}).flatMap(([field, of]) =>
        typeof of === 'object' && of.description ? [] : [`${name}.${field}`],
      ),
    );
    expect(unexplained).toEqual([]);
    const propose = listed.find(({ name }) => name === 'propose-change');
    expect(propose?.description).toContain('use `simulate-change` first');
  });

  it('says what a mandate would have decided on past changes, without saving it', async () => {
    const { actions, agent, changes, mandates } = await start();
    const { id } = await changes.propose(deploy('prod'), as('dana'));
    await changes.withdraw(id, {}, as('dana'));
    const { version } = await mandates.get('services');
    const { output } = await actions.invoke({
      id: 'test:simulate-mandate',
      input: JSON.parse(
        JSON.stringify({
          mandate: {
            ...exampleMandate,
            spec: {
              ...exampleMandate.spec,
              grants: [{ changes: ['deploy'], oversight: 'forbid' }],
            },
          },
        }),
      ),
      credentials: agent,
    });
    expect(output).toMatchObject({
      changes: 1,
      differences: [
        { outcome: 'no-effect', before: 'approve', after: 'forbid' },
      ],
    });
    await expect(mandates.get('services')).resolves.toMatchObject({ version });
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

  it('ends a refusal with what an agent can act on', async () => {
    const { actions, agent } = await start();
    const refused = async (id: string, given: object) => {
      try {
        await actions.invoke({
          id,
          input: JSON.parse(JSON.stringify(given)),
          credentials: agent,
        });
      } catch (error) {
        const lines = String((error as Error).message).split('\n');
        return JSON.parse(lines.at(-1) ?? '').refusal;
      }
      throw new Error('It was not refused.');
    };
    await expect(
      refused('test:propose-change', { ...input, kind: 'explode' }),
    ).resolves.toMatchObject({
      code: 'wrong-input',
      retry: 'after-correcting',
    });
    await expect(
      refused('test:get-change', { id: 'none' }),
    ).resolves.toMatchObject({ code: 'not-found' });
    const { output } = await actions.invoke({
      id: 'test:propose-change',
      input: { ...input, idempotencyKey: 'k' },
      credentials: agent,
    });
    const { id } = z.object({ id: z.string() }).parse(output);
    await expect(
      refused('test:pause-change', { id, reason: 'Odd.' }),
    ).resolves.toMatchObject({ code: 'conflict', retry: 'after-looking' });
  });

  it('proposes a set of changes and tells how far it is; shows calendar, delegations and interventions', async () => {
    const { actions, agent } = await start();
    const invoke = async (name: string, given: object) => {
      const { output } = await actions.invoke({
        id: `test:${name}`,
        input: JSON.parse(JSON.stringify(given)),
        credentials: agent,
      });
      return output;
    };
    const proposal = {
      title: 'Both environments',
      changes: [{ ...input, environment: 'dev' }, input],
      idempotencyKey: 'both-1',
    };
    const set = await invoke('propose-change-set', proposal);
    expect(set).toMatchObject({
      progress: 'awaiting-approval',
      changes: [{ state: 'queued' }, { state: 'awaiting-approval' }],
    });
    const { id } = z.object({ id: z.string() }).parse(set);
    await expect(invoke('get-change-set', { id })).resolves.toEqual(set);
    await expect(invoke('propose-change-set', proposal)).resolves.toEqual(set);
    await expect(
      invoke('propose-change-set', { ...proposal, ordered: false }),
    ).rejects.toThrow(/was used before for another request/);
    await expect(
      invoke('propose-change-set', {
        ...proposal,
        changes: [input, { ...input, idempotencyKey: 'dev-1' }],
      }),
    ).rejects.toThrow(/idempotencyKey/);
    await expect(invoke('get-calendar', {})).resolves.toMatchObject({
      freezes: [],
      changes: expect.arrayContaining([
        expect.objectContaining({ state: 'queued' }),
      ]),
    });
    await expect(invoke('list-delegations', {})).resolves.toEqual({
      delegations: [],
    });
    await expect(invoke('list-interventions', {})).resolves.toEqual({
      interventions: [],
    });
    await expect(invoke('list-dead-letters', {})).resolves.toEqual({
      messages: [],
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
