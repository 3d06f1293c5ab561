import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Notifier, OutboundMessage } from '@mandate/plugin-mandate-node';
import type { Knex } from 'knex';
import { deploy } from '../../testing/requests';
import { as, callAs, startKernel } from '../../testing/startKernel';
import {
  defaultOutboxSettings,
  OutboxDelivery,
} from '../outbox/OutboxDelivery';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const approve = { verdict: 'approve' } as const;

describe.each(databases.eachSupportedId())('links to votes, %p', databaseId => {
  let knex: Knex;

  /** A change that waits, and the token of the link in the message that asks for votes on it. */
  async function askedByMessage() {
    knex = await databases.init(databaseId);
    const kernel = await startKernel({ knex });
    const change = await kernel.changes.propose(deploy('prod'), as('dana'));
    const delivered: OutboundMessage[] = [];
    const notifier: Notifier = {
      id: 'mail',
      deliver: async message => void delivered.push(message),
    };
    await new OutboxDelivery({
      store: kernel.store,
      notifiers: [notifier],
      signals: { publish: async () => {} },
      voteLinks: kernel.voteLinkSigner,
      logger: mockServices.logger.mock(),
      events: { publish: async () => {} },
      webhooks: [],
      origin: 'example',
      settings: defaultOutboxSettings,
    }).deliverDue();
    const link = delivered.find(({ voteLink }) => voteLink)?.voteLink ?? '';
    const token = link.replace('/approvals/vote/', '');
    return { ...kernel, change, token };
  }

  it('lead to the vote, and are good for one vote of each person', async () => {
    const { voteLinks, token, change } = await askedByMessage();
    await expect(voteLinks.open(token, as('pia'))).resolves.toMatchObject({
      type: 'open',
      change: { id: change.id },
    });
    await voteLinks.vote(token, approve, as('pia'));
    await expect(voteLinks.open(token, as('pia'))).resolves.toMatchObject({
      type: 'closed',
    });
    await expect(voteLinks.vote(token, approve, as('pia'))).rejects.toThrow(
      /through this link already/,
    );
    const approved = await voteLinks.vote(token, approve, as('sven'));
    expect(approved.state).toBe('queued');
  });

  it('give no right that the caller does not have (I3)', async () => {
    const { voteLinks, token } = await askedByMessage();
    const agent = callAs({ kind: 'agent', ref: 'agent' });
    for (const caller of [as('dana'), agent]) {
      await expect(voteLinks.vote(token, approve, caller)).rejects.toThrow(
        NotAllowedError,
      );
    }
    const { caller } = as('pia');
    await expect(
      voteLinks.vote(token, approve, {
        caller: { ...caller, actedBy: 'plugin:mail' },
      }),
    ).rejects.toThrow(NotAllowedError);
    await expect(knex('mandate_vote_link_uses').select()).resolves.toEqual([]);
  });

  it('are not found when a single character differs', async () => {
    const { voteLinks, token } = await askedByMessage();
    const other = token.startsWith('a') ? 'b' : 'a';
    for (const forged of [
      `${other}${token.slice(1)}`,
      token.slice(0, -2),
      '',
      'x.y',
    ]) {
      await expect(voteLinks.vote(forged, approve, as('pia'))).rejects.toThrow(
        NotFoundError,
      );
    }
  });

  it('end with their time, and with the plan they were made for', async () => {
    const { voteLinks, token, changes, change } = await askedByMessage();
    await knex('mandate_vote_links').update({ digest: 'sha256:old' });
    await expect(voteLinks.open(token, as('pia'))).resolves.toMatchObject({
      type: 'closed',
      why: expect.stringContaining('plan has changed'),
    });
    await expect(voteLinks.vote(token, approve, as('pia'))).rejects.toThrow(
      /revision 1 has the plan/,
    );
    await knex('mandate_vote_links').update({ expires_at: 1 });
    await expect(voteLinks.vote(token, approve, as('pia'))).rejects.toThrow(
      /expired/,
    );
    await expect(changes.get(change.id, as('dana'))).resolves.toMatchObject({
      state: 'awaiting-approval',
      current: { votes: [] },
    });
  });

  it('are refused without the permission', async () => {
    knex = await databases.init(databaseId);
    const { voteLinks } = await startKernel({
      knex,
      permissions: mockServices.permissions({ result: AuthorizeResult.DENY }),
    });
    await expect(voteLinks.open('x.y', as('pia'))).rejects.toThrow(
      NotAllowedError,
    );
    await expect(voteLinks.vote('x.y', approve, as('pia'))).rejects.toThrow(
      NotAllowedError,
    );
  });
});
