import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import type { JsonObject } from '@backstage/types';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { mandatePermissions } from '@mandate/plugin-mandate-common';
import fc from 'fast-check';
import type { Server } from 'node:http';
import request from 'supertest';
import { registerActions } from '../actions/registerActions';
import { type Operation, operations } from '../testing/openapi/operations';
import { wellFormedRequest } from '../testing/openapi/requestArbitrary';
import { startBackend } from '../testing/startBackend';
import { exampleConfig, startKernel } from '../testing/startKernel';
import { actionPermissions, operationPermissions } from './permissionsNeeded';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

const proposal = {
  kind: 'deploy',
  entityRef: 'component:default/checkout',
  environment: 'prod',
  input: {},
};
const actionInputs: Readonly<Record<string, JsonObject>> = {
  'attach-test-results': {
    id: 'x',
    digest: 'd',
    results: [{ name: 'unit', outcome: 'passed' }],
  },
  'answer-question': { id: 'x', questionId: 'q', text: 'So.' },
  'pause-change': { id: 'x', reason: 'Because.' },
  'get-change': { id: 'x' },
  'get-change-set': { id: 'x' },
  'replay-dead-letter': { id: 'x' },
  'propose-change-set': { title: 'Both', changes: [proposal, proposal] },
  'propose-change': proposal,
  'simulate-change': proposal,
  'match-templates': { words: 'a queue' },
  'draft-template': {
    name: 'queue',
    title: 'Queue',
    description: 'Holds messages.',
    owner: 'group:default/platform',
    requirement: 'A queue.',
    from: { type: 'nearest' },
  },
  'simulate-mandate': { mandate: { kind: 'Mandate' } },
  'stop-automation': { reason: 'An incident.' },
};

const asked = new Set<string>();

/** Denies everything, and remembers what it was asked for. */
const denying = {
  authorize: async (
    queries: readonly { readonly permission: { readonly name: string } }[],
  ) =>
    queries.map(({ permission }) => {
      asked.add(permission.name);
      return { result: AuthorizeResult.DENY } as const;
    }),
};
const permissions = {
  authorize: denying.authorize,
  authorizeConditional: denying.authorize,
};

beforeEach(() => asked.clear());

describe('Every route of the API', () => {
  let server: Server;

  beforeAll(async () => {
    const started = await startBackend({
      config: {
        mandate: {
          ...exampleConfig.mandate,
          rateLimits: { people: { burst: 100_000 } },
        },
      },
      features: [
        createServiceFactory({
          service: coreServices.permissions,
          deps: {},
          factory: () => permissions,
        }),
      ],
    });
    server = started.server as Server;
  });

  it('names the permission it needs', () => {
    expect(Object.keys(operationPermissions).toSorted()).toEqual(
      operations.map(({ id }) => id).toSorted(),
    );
    const known = mandatePermissions.map(({ name }) => name);
    expect(known).toEqual(
      expect.arrayContaining(Object.values(operationPermissions)),
    );
  });

  it.each(operations.map(operation => [operation.id, operation] as const))(
    'is refused without it: %s',
    async (id, operation) => {
      const answer = await firstUnderstood(
        operation,
        mockCredentials.user.header('user:default/dana'),
      );
      expect([answer.status, answer.body.error?.message]).toEqual([
        403,
        expect.stringContaining(`'${operationPermissions[id]}'`),
      ]);
      expect([...asked]).toEqual([operationPermissions[id]]);
    },
  );

  it.each(operations.map(operation => [operation.id, operation] as const))(
    'is refused to who is not signed in: %s',
    async (_id, operation) => {
      const answer = await firstUnderstood(
        operation,
        mockCredentials.none.header(),
      );
      expect(answer.status).toBe(401);
      expect([...asked]).toEqual([]);
    },
  );

  /** Schemas say less than the checks behind them: of many requests that fit, one gets past them. */
  async function firstUnderstood(
    operation: Operation,
    authorization: string,
  ): Promise<request.Response> {
    const calls = fc.sample(wellFormedRequest(operation), {
      numRuns: 100,
      seed: 1,
    });
    let answer: request.Response | undefined;
    for (const call of calls) {
      asked.clear();
      answer = await request(server)
        [operation.method](`/api/mandate${call.path}`)
        .set('Authorization', authorization)
        .send(call.body as object | undefined);
      if (answer.status !== 400) {
        return answer;
      }
    }
    throw new Error(
      `No request for ${operation.id} was understood: ${answer?.text}`,
    );
  }
});

describe('Every action', () => {
  it('is refused without its permission, and names it', async () => {
    const knex = await databases.init('SQLITE_3');
    const kernel = await startKernel({ knex, permissions });
    const actions = actionsRegistryServiceMock();
    registerActions({ ...kernel, actions });
    const { actions: listed } = await actions.list();
    expect(listed.map(({ name }) => name).toSorted()).toEqual(
      Object.keys(actionPermissions).toSorted(),
    );
    for (const { id, name } of listed) {
      asked.clear();
      await expect(
        actions.invoke({
          id,
          input: actionInputs[name] ?? {},
          credentials: mockCredentials.user('user:default/dana'),
        }),
      ).rejects.toThrow(`'${actionPermissions[name]}'`);
      expect([...asked]).toEqual([actionPermissions[name]]);
    }
  });
});
