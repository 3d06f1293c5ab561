import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import type { Notifier, OutboundMessage } from '@mandate/plugin-mandate-node';
import type { Knex } from 'knex';
import { reviveDeadLetter } from '../../database/outbox/deadLetters';
import { KEEPS_ORDER_FOR } from '../../database/outbox/lanes';
import { KernelStore } from '../../database/KernelStore';
import { BackstageNotifier } from './BackstageNotifier';
import {
  defaultOutboxSettings,
  OutboxDelivery,
  type OutboxSettings,
} from './OutboxDelivery';
import { webhookSchema } from './webhookSettings';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

const message: Omit<OutboundMessage, 'id'> = {
  recipients: ['group:default/shop'],
  excludeRecipients: ['user:default/dana'],
  title: 'Approval needed',
  description: 'A major upgrade.',
  link: '/mandate/changes/1',
  severity: 'high',
  topic: 'approval',
  scope: 'mandate-approval-1',
};

describe.each(databases.eachSupportedId())('OutboxDelivery, %s', databaseId => {
  let knex: Knex;
  let store: KernelStore;
  const publish = jest.fn();
  const deliver = jest.fn();
  const notifier: Notifier = { id: 'test', deliver };

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    store = await KernelStore.create({
      database: { getClient: async () => knex },
    });
    publish.mockReset();
    deliver.mockReset();
  });

  function delivery(
    settings: Partial<OutboxSettings> = {},
    notifiers: readonly Notifier[] = [notifier],
  ) {
    return new OutboxDelivery({
      store,
      notifiers,
      signals: { publish },
      voteLinks: { sign: id => `${id}.signed` },
      logger: mockServices.logger.mock(),
      events: { publish: async () => {} },
      webhooks: [],
      origin: 'example',
      settings: { ...defaultOutboxSettings, ...settings },
    });
  }

  const addMessage = () =>
    store.transaction(async tx =>
      tx.outbox.add({ type: 'notification', message }),
    );

  it('delivers a committed message once, also with two replicas', async () => {
    await addMessage();
    await Promise.all([delivery().deliverDue(), delivery().deliverDue()]);
    await delivery().deliverDue();
    expect(deliver).toHaveBeenCalledTimes(1);
    expect(deliver).toHaveBeenCalledWith(expect.objectContaining(message));
  });

  it('delivers nothing of a transaction that failed', async () => {
    await expect(
      store.transaction(async tx => {
        tx.outbox.add({ type: 'notification', message });
        throw new Error('not committed');
      }),
    ).rejects.toThrow('not committed');
    await delivery().deliverDue();
    expect(deliver).not.toHaveBeenCalled();
  });

  it('delivers again, later, what could not be delivered', async () => {
    deliver.mockRejectedValueOnce(new Error('mail server down'));
    await addMessage();
    await delivery().deliverDue();
    const [row] = await knex('mandate_outbox');
    expect(row.last_error).toBe('mail server down');
    expect(Number(row.due_at)).toBeGreaterThan(Number(row.created_at));
    await delivery().deliverDue();
    expect(deliver).toHaveBeenCalledTimes(1);
    await knex('mandate_outbox').update({ due_at: 0 });
    await delivery().deliverDue();
    expect(deliver).toHaveBeenCalledTimes(2);
    expect((await knex('mandate_outbox'))[0].delivered_at).not.toBeNull();
  });

  it('is not sent again by a notifier that took it while another one failed', async () => {
    const mail = jest.fn().mockRejectedValueOnce(new Error('no mail server'));
    const notifiers = [notifier, { id: 'mail', deliver: mail }];
    await addMessage();
    await delivery({}, notifiers).deliverDue();
    await knex('mandate_outbox').update({ due_at: 0 });
    await delivery({}, notifiers).deliverDue();
    expect(deliver).toHaveBeenCalledTimes(1);
    expect(mail).toHaveBeenCalledTimes(2);
    expect((await knex('mandate_outbox'))[0].delivered_at).not.toBeNull();
  });

  it('refuses two notifiers of one id', () => {
    expect(() => delivery({}, [notifier, notifier])).toThrow(
      "Two modules add the notifier 'test'.",
    );
  });

  it('delivers what is about the same in its order, also when the first one fails', async () => {
    await store.transaction(async tx => {
      for (const title of ['Approval needed', 'Approved', 'Started']) {
        tx.outbox.add({ type: 'notification', message: { ...message, title } });
      }
    });
    deliver.mockRejectedValueOnce(new Error('mail server down'));
    await delivery().deliverDue();
    expect(deliver).toHaveBeenCalledTimes(1);
    deliver.mockReset();
    const due = await knex('mandate_outbox').distinct('due_at');
    expect(due).toHaveLength(1);
    await knex('mandate_outbox').update({ due_at: 0 });
    await delivery().deliverDue();
    expect(deliver.mock.calls.map(([{ title }]) => title)).toEqual([
      'Approval needed',
      'Approved',
      'Started',
    ]);
  });

  it('delivers what is behind a message that fails again and again', async () => {
    await store.transaction(async tx => {
      for (const title of ['Approval needed', 'Approved']) {
        tx.outbox.add({ type: 'notification', message: { ...message, title } });
      }
    });
    deliver.mockImplementation(async ({ title }) => {
      if (title === 'Approval needed') {
        throw new Error('no such address');
      }
    });
    const titles = () => deliver.mock.calls.map(([{ title }]) => title);
    for (let tries = 1; tries < KEEPS_ORDER_FOR; tries++) {
      await delivery().deliverDue();
      await knex('mandate_outbox').update({ due_at: 0 });
    }
    expect(titles()).not.toContain('Approved');
    await delivery().deliverDue();
    expect(titles()).toContain('Approved');
  });

  it('does not deliver late what a newer message to the same people has replaced', async () => {
    await store.transaction(async tx => {
      for (const [title, recipients] of [
        ['Approval needed', message.recipients],
        ['Approval needed of others', ['group:default/security']],
        ['Approved', message.recipients],
      ] as const) {
        tx.outbox.add({
          type: 'notification',
          message: { ...message, title, recipients },
        });
      }
    });
    let isUp = false;
    deliver.mockImplementation(async ({ title }) => {
      if (!isUp && title !== 'Approved') {
        throw new Error('no such address');
      }
    });
    // Each of those before the last one is waited for.
    for (let tries = 0; tries <= 2 * KEEPS_ORDER_FOR; tries++) {
      await delivery().deliverDue();
      await knex('mandate_outbox').update({ due_at: 0 });
    }
    isUp = true;
    deliver.mockClear();
    await delivery().deliverDue();
    expect(deliver.mock.calls.map(([{ title }]) => title)).toEqual([
      'Approval needed of others',
    ]);
    const waiting = knex('mandate_outbox').whereNull('delivered_at');
    await expect(waiting).resolves.toEqual([]);
  });

  it('is not sent again to who took it after the time was up', async () => {
    let take = () => {};
    deliver.mockImplementation(
      () =>
        new Promise<void>(resolve => {
          take = resolve;
        }),
    );
    await addMessage();
    const slow = delivery({ timeoutMs: 10 });
    await slow.deliverDue();
    const row = () => knex('mandate_outbox').first();
    await knex('mandate_outbox').update({ due_at: 0 });
    await slow.deliverDue();
    expect(deliver).toHaveBeenCalledTimes(1);
    take();
    while ((await row()).reached === null || (await row()).reached === '[]') {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    await delivery().deliverDue();
    expect(deliver).toHaveBeenCalledTimes(1);
    expect((await row()).delivered_at).not.toBeNull();
  });

  it('is given up by somebody who never answers, and is not lost when they do', async () => {
    let take = () => {};
    deliver.mockImplementationOnce(
      () =>
        new Promise<void>(resolve => {
          take = resolve;
        }),
    );
    await addMessage();
    const slow = delivery({ timeoutMs: 10, maximumAttempts: 2 });
    await slow.deliverDue();
    await knex('mandate_outbox').update({ due_at: 0 });
    await slow.deliverDue();
    const row = () => knex('mandate_outbox').first();
    expect(await row()).toMatchObject({
      attempts: 2,
      dead_at: expect.anything(),
      last_error: "The notifier 'test' has not answered yet.",
    });
    take();
    while ((await row()).dead_at !== null) {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    await delivery().deliverDue();
    expect(deliver).toHaveBeenCalledTimes(1);
    expect((await row()).delivered_at).not.toBeNull();
  });

  it('is sent anew when somebody replays what was given up, although the first call never ended', async () => {
    deliver.mockImplementationOnce(() => new Promise<void>(() => {}));
    await addMessage();
    const slow = delivery({ timeoutMs: 10, maximumAttempts: 2 });
    await slow.deliverDue();
    await knex('mandate_outbox').update({ due_at: 0 });
    await slow.deliverDue();
    const [{ id }] = await knex('mandate_outbox').whereNotNull('dead_at');
    await store.transaction(tx => reviveDeadLetter(tx, id));
    const waiting = () => knex('mandate_outbox').whereNull('delivered_at');
    for (let tries = 0; tries < 20 && (await waiting()).length > 0; tries++) {
      // Who did not answer is not asked again at once.
      await new Promise(resolve => setTimeout(resolve, 10));
      await slow.deliverDue();
      await knex('mandate_outbox').update({ due_at: 0 });
    }
    expect(deliver).toHaveBeenCalledTimes(2);
  });

  it('goes on to webhooks at once, and once, however long somebody in the portal listens to an event', async () => {
    const listening = jest.fn(() => new Promise<void>(() => {}));
    const slow = new OutboxDelivery({
      store,
      notifiers: [],
      signals: { publish },
      voteLinks: { sign: id => id },
      logger: mockServices.logger.mock(),
      events: { publish: listening },
      webhooks: [
        webhookSchema.parse({
          name: 'chat',
          url: 'http://127.0.0.1:9/in',
          secret: 'a secret of enough characters',
          events: ['dev.mandate.change.*'],
        }),
      ],
      origin: 'example',
      settings: { ...defaultOutboxSettings, timeoutMs: 10 },
    });
    await store.transaction(async tx =>
      tx.outbox.add({
        type: 'event',
        event: { name: 'change.queued', subject: 'c', data: {} },
      }),
    );
    for (let tries = 1; tries <= 3; tries++) {
      await slow.deliverDue();
      await knex('mandate_outbox').update({ due_at: 0 });
    }
    expect(listening).toHaveBeenCalledTimes(1);
    const passedOn = knex('mandate_outbox').where({ type: 'webhook' });
    await expect(passedOn).resolves.toHaveLength(1);
  });

  it('delivers again what a replica claimed and never finished', async () => {
    await addMessage();
    deliver.mockReturnValueOnce(new Promise(() => {}));
    const dying = delivery();
    dying.deliverDue().catch(() => {});
    while (deliver.mock.calls.length === 0) {
      await new Promise(resolve => setImmediate(resolve));
    }
    await delivery().deliverDue();
    expect(deliver).toHaveBeenCalledTimes(1);
    await knex('mandate_outbox').update({ due_at: 0 });
    await delivery().deliverDue();
    expect(deliver).toHaveBeenCalledTimes(2);
  });

  it('tries again later what is not answered in time, with what comes behind it, and goes on with the others', async () => {
    deliver.mockImplementation(({ scope }) =>
      scope === 'hangs' ? new Promise(() => {}) : undefined,
    );
    await store.transaction(async tx => {
      for (const scope of ['hangs', 'hangs', 'fine']) {
        tx.outbox.add({ type: 'notification', message: { ...message, scope } });
      }
      tx.outbox.add({ type: 'signal', signal: { type: 'calendar' } });
    });
    await delivery({ timeoutMs: 10 }).deliverDue();
    expect(deliver).toHaveBeenCalledTimes(2);
    expect(publish).toHaveBeenCalledTimes(1);
    const waiting = () =>
      knex('mandate_outbox').whereNull('delivered_at').orderBy('position');
    await expect(waiting()).resolves.toMatchObject([
      {
        attempts: 1,
        last_error: "The notifier 'test' did not answer within 0.01 s.",
      },
      { attempts: 0 },
    ]);
    deliver.mockReset();
    await waiting().update({ due_at: 0 });
    await delivery().deliverDue();
    expect(deliver).toHaveBeenCalledTimes(2);
    await expect(waiting()).resolves.toEqual([]);
  });

  it('broadcasts signals on the channel of Mandate', async () => {
    await store.transaction(async tx =>
      tx.outbox.add({
        type: 'signal',
        signal: { type: 'mandate', name: 'mandate:default/shop' },
      }),
    );
    await delivery().deliverDue();
    expect(publish).toHaveBeenCalledWith({
      recipients: { type: 'broadcast' },
      channel: 'mandate',
      message: { type: 'mandate', name: 'mandate:default/shop' },
    });
  });
});

describe('BackstageNotifier', () => {
  it('sends to the recipients without the one who is excluded', async () => {
    const send = jest.fn();
    await new BackstageNotifier({ send }).deliver({ id: '1', ...message });
    expect(send).toHaveBeenCalledWith({
      recipients: {
        type: 'entity',
        entityRef: ['group:default/shop'],
        excludeEntityRef: ['user:default/dana'],
      },
      payload: {
        title: 'Approval needed',
        description: 'A major upgrade.',
        link: '/mandate/changes/1',
        severity: 'high',
        topic: 'approval',
        scope: 'mandate-approval-1',
      },
    });
  });
});
