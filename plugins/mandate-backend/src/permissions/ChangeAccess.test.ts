import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  type ConditionalPolicyDecision,
} from '@backstage/plugin-permission-common';
import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import {
  changeReadPermission,
  changeVotePermission,
} from '@mandate/plugin-mandate-common';
import {
  changeConditions,
  changePermissionRules,
  createChangeConditionalDecision,
} from '@mandate/plugin-mandate-node';
import { changeResources } from '../database/changes/changeResources';
import type { KernelStore } from '../database/KernelStore';
import { approve, deploy } from '../testing/requests';
import { as, startKernel } from '../testing/startKernel';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const authorizer = createConditionAuthorizer(
  Object.values(changePermissionRules),
);

/** Everybody sees and votes on what they propose or own, and nothing else. */
const decision: ConditionalPolicyDecision = createChangeConditionalDecision(
  changeReadPermission,
  {
    anyOf: [
      changeConditions.isProposer({ claims: ['user:default/pia'] }),
      changeConditions.hasEnvironment({ environments: ['dev'] }),
    ],
  },
);

async function start() {
  const knex = await databases.init('SQLITE_3');
  const permissions = mockServices.permissions.mock();
  // The permissions are asked about changes of the kernel that they are given to.
  const world: { store?: KernelStore } = {};
  permissions.authorizeConditional.mockImplementation(async queries =>
    queries.map(({ permission }) =>
      permission.type === 'resource'
        ? decision
        : { result: AuthorizeResult.ALLOW },
    ),
  );
  permissions.authorize.mockImplementation(async queries => {
    const ids = queries.flatMap(({ resourceRef }) => resourceRef ?? []);
    const resources = await world.store?.read(tx => changeResources(tx, ids));
    return queries.map(({ permission, resourceRef }) =>
      permission.type !== 'resource' ||
      authorizer(decision, resources?.[ids.indexOf(resourceRef ?? '')])
        ? { result: AuthorizeResult.ALLOW }
        : { result: AuthorizeResult.DENY },
    );
  });
  const kernel = await startKernel({ knex, permissions });
  world.store = kernel.store;
  const dev = await kernel.changes.propose(deploy('dev'), as('pia'));
  const ofPia = await kernel.changes.propose(deploy('prod'), as('pia'));
  // Proposed by somebody else, whose answer to the proposer is what they may see anyway.
  const ofDana = await kernel.changes.propose(deploy('prod'), as('dana'));
  return { ...kernel, dev, ofPia, ofDana };
}

describe('permissions with conditions', () => {
  it('leave in lists what fulfils them', async () => {
    const { changes, dev, ofPia } = await start();
    const { items, total } = await changes.list({}, as('pia'));
    expect(items.map(({ id }) => id).toSorted()).toEqual(
      [dev.id, ofPia.id].toSorted(),
    );
    expect(total).toBe(2);
    const approvals = await changes.listApprovals({}, as('pia'));
    expect(approvals.items.map(({ id }) => id)).toEqual([ofPia.id]);
  });

  it('refuse single changes that do not fulfil them, to read and to vote on', async () => {
    const { changes, ofPia, ofDana } = await start();
    await expect(changes.get(ofPia.id, as('pia'))).resolves.toMatchObject({
      id: ofPia.id,
    });
    await expect(changes.get(ofDana.id, as('pia'))).rejects.toThrow(
      `'${changeReadPermission.name}'`,
    );
    await expect(
      changes.vote(ofDana.id, approve(ofDana), as('pia')),
    ).rejects.toThrow(`'${changeVotePermission.name}'`);
  });

  it('refuse what tells of all changes together', async () => {
    const { replays } = await start();
    await expect(
      replays.replay({ mandate: {}, changes: 1 }, as('pia')),
    ).rejects.toThrow(NotAllowedError);
  });

  it('refuse a set of changes unless all of it is permitted', async () => {
    const { changeSets } = await start();
    const set = await changeSets.propose(
      {
        title: 'Both',
        changes: (['dev', 'prod'] as const).map(environment => ({
          ...deploy(environment),
          idempotencyKey: undefined,
        })),
        ordered: true,
        stopOnFailure: true,
      },
      as('dana'),
    );
    await expect(changeSets.get(set.id, as('pia'))).rejects.toThrow(
      NotAllowedError,
    );
  });

  it('refuse to attach test results to a change that may not be read', async () => {
    const { changes, ofDana } = await start();
    const results = [{ name: 'unit', outcome: 'passed' as const }];
    const refusal = await changes
      .attachTestResults(ofDana.id, { digest: 'sha256:x', results }, as('pia'))
      .catch(String);
    expect(refusal).not.toContain(ofDana.current?.digest);
    await expect(
      changes.attachTestResults(
        ofDana.id,
        { digest: ofDana.current?.digest ?? '', results },
        as('pia'),
      ),
    ).rejects.toThrow(NotAllowedError);
  });
});
