import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { z } from 'zod';
import { CallerReader } from '../service/callers/CallerReader';
import { startKernel } from '../testing/startKernel';
import { registerActions } from './registerActions';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const change = {
  kind: 'deploy',
  entityRef: 'component:default/checkout',
  environment: 'prod',
  input: {},
};

async function start() {
  const kernel = await startKernel({ knex: await databases.init('SQLITE_3') });
  const actions = actionsRegistryServiceMock();
  const callers = new CallerReader({
    auth: mockServices.auth(),
    httpAuth: mockServices.httpAuth(),
    agents: [{ subject: 'external:chat', mayNamePerson: true }],
  });
  registerActions({ ...kernel, callers, actions });
  const invoke = async (id: string, given: object) => {
    const { output } = await actions.invoke({
      id: `test:${id}`,
      input: JSON.parse(JSON.stringify(given)),
      credentials: mockCredentials.service('external:chat'),
    });
    return output;
  };
  return { ...kernel, invoke };
}

describe('actions', () => {
  it('bar the person for whom an agent proposes a set (I3)', async () => {
    const { invoke, changes } = await start();
    const onBehalfOf = 'user:default/sven';
    const set = z
      .object({ changes: z.array(z.object({ id: z.string() })) })
      .parse(
        await invoke('propose-change-set', {
          title: 'Two',
          changes: [
            { ...change, onBehalfOf },
            { ...change, onBehalfOf },
          ],
        }),
      );
    const { caller } = {
      caller: {
        proposer: { kind: 'user' as const, ref: onBehalfOf },
        credentials: mockCredentials.user(onBehalfOf),
      },
    };
    const seen = await changes.get(set.changes[0].id, { caller });
    expect(seen.proposer.onBehalfOf).toBe(onBehalfOf);
    expect(seen.allowed.approve.allowed).toBe(false);
  });

  it.each([
    [
      'propose-change-set',
      { title: 'Two', changes: [change, { ...change, kind: '' }] },
    ],
    [
      'attach-test-results',
      {
        id: 'x',
        digest: 'sha256:x',
        results: [{ name: 'unit', outcome: 'passed', url: 'ftp://x' }],
      },
    ],
  ])('%s answers a wrong input with what is wrong', async (id, given) => {
    const { invoke } = await start();
    const error: unknown = await invoke(id, given).catch(cause => cause);
    expect(error).toMatchObject({ name: 'InputError' });
  });

  it.each(['simulate-change', 'propose-change'])(
    '%s says that there is nothing to do, as no mistake',
    async id => {
      const { invoke } = await start();
      const error: unknown = await invoke(id, {
        ...change,
        input: { outcome: 'nothing-to-do' },
      }).catch(cause => cause);
      expect(error).toMatchObject({
        name: 'InputError',
        message: expect.stringMatching(
          /"code":"nothing-to-do","retry":"never"/,
        ),
      });
    },
  );

  it.each([
    ['propose-change', { ...change, reason: 'cut \ud83d' }],
    ['propose-change', { ...change, reason: 'nul \u0000' }],
    ['stop-automation', { reason: 'half', owners: ['group:default/a\ud83d'] }],
  ])('%s answers what cannot be stored as the API does', async (id, given) => {
    const { invoke } = await start();
    const error: unknown = await invoke(id, given).catch(cause => cause);
    expect(error).toMatchObject({ name: 'InputError' });
  });
});
