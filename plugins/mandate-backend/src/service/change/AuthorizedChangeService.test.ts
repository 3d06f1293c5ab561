import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { PermissionsService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  changeControlPermission,
  changeProposePermission,
  changeVotePermission,
} from '@mandate/plugin-mandate-common';
import {
  changeConditions,
  createChangeConditionalDecision,
} from '@mandate/plugin-mandate-node';
import { permissionsWithout } from '../../testing/permissionsWithout';
import { deploy } from '../../testing/requests';
import { as, startKernel } from '../../testing/startKernel';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const vote = { verdict: 'approve', revision: 1, digest: 'sha256:x' } as const;
const reason = 'Because.';

describe('AuthorizedChangeService', () => {
  it('denies every operation without its permission, before anything is read or stored', async () => {
    const knex = await databases.init('SQLITE_3');
    const { changes } = await startKernel({
      knex,
      permissions: mockServices.permissions({ result: AuthorizeResult.DENY }),
    });
    const operations = [
      changes.propose(deploy('dev'), as('dana')),
      changes.simulate(deploy('dev'), as('dana')),
      changes.get('x', as('dana')),
      changes.list({}, as('dana')),
      changes.listApprovals({}, as('dana')),
      changes.vote('x', vote, as('dana')),
      changes.withdrawVote('x', as('dana')),
      changes.withdraw('x', {}, as('dana')),
      changes.abort('x', { reason }, as('dana')),
      changes.remind('x', as('dana')),
      changes.ask('x', { text: 'Why?' }, as('dana')),
      changes.answer('x', { questionId: 'q', text: 'So.' }, as('dana')),
      changes.pause('x', { reason }, as('dana')),
      changes.resume('x', as('dana')),
      changes.resolve('x', { outcome: 'undo', reason }, as('dana')),
    ];
    const outcomes = await Promise.allSettled(operations);
    const reasons = outcomes.map(outcome =>
      outcome.status === 'rejected' ? outcome.reason : undefined,
    );
    expect(reasons.every(error => error instanceof NotAllowedError)).toBe(true);
    await expect(knex('mandate_changes').select()).resolves.toEqual([]);
  });

  it('offers nothing that the permission for it is missing for', async () => {
    const knex = await databases.init('SQLITE_3');
    const allowing = await startKernel({ knex });
    const { id } = await allowing.changes.propose(deploy('prod'), as('dana'));
    const without = async (permissions: PermissionsService) =>
      (await startKernel({ knex, permissions })).changes;

    const noControl = await without(
      permissionsWithout(changeControlPermission.name),
    );
    const lacksControl = {
      allowed: false,
      why: expect.stringContaining(`'${changeControlPermission.name}'`),
    };
    const seen = await noControl.get(id, as('pia'));
    expect(seen.allowed).toMatchObject({
      approve: { allowed: true },
      abort: lacksControl,
      remind: lacksControl,
      // What the rules refuse keeps their reason.
      withdraw: {
        allowed: false,
        why: 'Only who proposed a change can withdraw it.',
      },
    });
    const waiting = await noControl.listApprovals({ mine: true }, as('pia'));
    expect(waiting.items).toMatchObject([
      { id, allowed: { approve: { allowed: true }, abort: lacksControl } },
    ]);

    const noVote = await without(permissionsWithout(changeVotePermission.name));
    await expect(noVote.get(id, as('pia'))).resolves.toMatchObject({
      allowed: { approve: { allowed: false }, abort: { allowed: true } },
    });
    // Nothing needs somebody who may not vote.
    await expect(
      noVote.listApprovals({ mine: true }, as('pia')),
    ).resolves.toMatchObject({ items: [] });
  });

  it('answers what was done although nobody can say then what is permitted, and offers nothing', async () => {
    const knex = await databases.init('SQLITE_3');
    const { changes } = await startKernel({ knex });
    const { id, current } = await changes.propose(deploy('prod'), as('dana'));
    const permissions = mockServices.permissions({
      result: AuthorizeResult.ALLOW,
    });
    const kernel = await startKernel({ knex, permissions });
    const digest = current?.digest ?? '';
    const authorize = jest.spyOn(permissions, 'authorizeConditional');
    authorize.mockImplementation(async asked => {
      if ((await knex('mandate_votes')).length > 0) {
        throw new Error('It is away.');
      }
      return asked.map(() => ({ result: AuthorizeResult.ALLOW }));
    });
    const voted = await kernel.changes.vote(
      id,
      { verdict: 'approve', revision: 1, digest },
      as('pia'),
    );
    expect(voted.id).toBe(id);
    expect(
      Object.entries(voted.allowed).flatMap(([action, { allowed }]) =>
        allowed ? [action] : [],
      ),
      // Whoever reads it may ask.
    ).toEqual(['ask']);
    // What nothing was done by is not answered.
    await expect(kernel.changes.get(id, as('pia'))).rejects.toThrow(
      'It is away.',
    );
  });

  it('offers no answer to a question without the permission to propose', async () => {
    const knex = await databases.init('SQLITE_3');
    const { changes } = await startKernel({ knex });
    const { id } = await changes.propose(deploy('prod'), as('dana'));
    await changes.ask(id, { text: 'Why today?' }, as('pia'));
    await expect(changes.get(id, as('dana'))).resolves.toMatchObject({
      allowed: { answer: { allowed: true } },
    });
    const permissions = permissionsWithout(changeProposePermission.name);
    const authorize = jest.spyOn(permissions, 'authorize');
    const lacking = await startKernel({ knex, permissions });
    await expect(lacking.changes.get(id, as('dana'))).resolves.toMatchObject({
      allowed: {
        answer: {
          allowed: false,
          why: expect.stringContaining(`'${changeProposePermission.name}'`),
        },
        abort: { allowed: true },
      },
    });
    // Who is not to answer is not asked about.
    const asked = authorize.mock.calls.length;
    await lacking.changes.listApprovals({}, as('pia'));
    expect(authorize).toHaveBeenCalledTimes(asked);
  });

  it('asks of all changes of a list together, and of each only where a permission has conditions', async () => {
    const knex = await databases.init('SQLITE_3');
    const { changes } = await startKernel({ knex });
    const [own] = await Promise.all(
      [1, 2, 3].map(() => changes.propose(deploy('prod'), as('dana'))),
    );
    const permissions = mockServices.permissions.mock();
    permissions.authorizeConditional.mockImplementation(async queries =>
      queries.map(({ permission }) =>
        permission.name === changeControlPermission.name
          ? createChangeConditionalDecision(
              changeControlPermission,
              changeConditions.isProposer({ claims: ['user:default/pia'] }),
            )
          : { result: AuthorizeResult.ALLOW },
      ),
    );
    permissions.authorize.mockImplementation(async queries =>
      queries.map(({ resourceRef }) => ({
        result:
          resourceRef === own.id ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
      })),
    );
    const asked = await startKernel({ knex, permissions });
    const { items } = await asked.changes.listApprovals({}, as('pia'));
    expect(
      items.filter(({ allowed }) => allowed.abort.allowed).map(({ id }) => id),
    ).toEqual([own.id]);
    expect(items.map(({ allowed }) => allowed.approve.allowed)).toEqual([
      true,
      true,
      true,
    ]);
    expect(permissions.authorizeConditional).toHaveBeenCalledTimes(2);
    expect(permissions.authorize).toHaveBeenCalledTimes(1);
    expect(
      permissions.authorize.mock.calls[0][0].map(
        ({ permission }) => permission.name,
      ),
    ).toEqual([1, 2, 3].map(() => changeControlPermission.name));
  });
});
