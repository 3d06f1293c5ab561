import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { createHmac, randomBytes } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { deploy } from '../../testing/requests';
import { as, startKernel } from '../../testing/startKernel';
import { defaultOutboxSettings, OutboxDelivery } from './OutboxDelivery';
import { WebhookDelivery } from './WebhookDelivery';
import { webhookSchema } from './webhookSettings';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const bytes = randomBytes(24);
const secret = `whsec_${bytes.toString('base64')}`;

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

describe.each(databases.eachSupportedId())('webhooks, %p', databaseId => {
  let knex: Knex;
  let server: Server;
  let received: Received[];
  let status: number;

  beforeEach(async () => {
    received = [];
    status = 204;
    server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) {
        chunks.push(chunk);
      }
      const body = Buffer.concat(chunks).toString();
      received.push({ headers: request.headers, body });
      response.writeHead(status).end();
    });
    await new Promise<void>(resolve =>
      server.listen(0, '127.0.0.1', () => resolve()),
    );
  });
  afterEach(() => new Promise(resolve => server.close(resolve)));

  async function start(events = ['dev.mandate.change.*']) {
    knex = await databases.init(databaseId);
    const kernel = await startKernel({ knex });
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const published: unknown[] = [];
    const shared = {
      store: kernel.store,
      webhooks: [
        webhookSchema.parse({
          name: 'chat',
          url: `http://127.0.0.1:${port}/in`,
          secret,
          events,
        }),
      ],
      logger: mockServices.logger.mock(),
      settings: { ...defaultOutboxSettings, maximumAttempts: 2 },
    };
    const outbox = new OutboxDelivery({
      ...shared,
      notifiers: [],
      signals: { publish: async () => {} },
      events: {
        publish: async ({ eventPayload }) => void published.push(eventPayload),
      },
      voteLinks: kernel.voteLinkSigner,
      origin: 'portal.example/mandate',
    });
    const webhooks = new WebhookDelivery(shared);
    return { ...kernel, outbox, webhooks, published };
  }

  const types = () => received.map(({ body }) => JSON.parse(body).type);
  const dueNow = () => knex('mandate_outbox').update({ due_at: 0 });

  it('get each move of a change once, signed, in an envelope of CloudEvents', async () => {
    const { changes, outbox, webhooks, published } = await start();
    const change = await changes.propose(deploy('prod'), as('dana'));
    await outbox.deliverDue();
    await webhooks.deliverDue();
    await webhooks.deliverDue();
    const events = received.map(({ body }) => JSON.parse(body));
    expect(events).toEqual(published);
    expect(types()).toEqual([
      'dev.mandate.change.planned.v1',
      'dev.mandate.change.awaiting-approval.v1',
    ]);
    expect(events[0]).toMatchObject({
      specversion: '1.0',
      source: '//portal.example/mandate',
      subject: change.id,
      data: { entityRef: 'component:default/checkout' },
    });
    const [{ headers, body }] = received;
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
    const hmac = createHmac('sha256', bytes).update(signed).digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${hmac}`);
  });

  it('get the moves of a change in their order, also when the first one fails', async () => {
    const { changes, outbox, webhooks } = await start();
    await changes.propose(deploy('prod'), as('dana'));
    await outbox.deliverDue();
    status = 500;
    await webhooks.deliverDue();
    expect(types()).toEqual(['dev.mandate.change.planned.v1']);
    received = [];
    status = 204;
    await dueNow();
    await webhooks.deliverDue();
    expect(types()).toEqual([
      'dev.mandate.change.planned.v1',
      'dev.mandate.change.awaiting-approval.v1',
    ]);
  });

  it('get only what they ask for', async () => {
    const { changes, outbox, webhooks } = await start([
      'dev.mandate.change.refused.v1',
    ]);
    await changes.propose(deploy('prod'), as('dana'));
    await outbox.deliverDue();
    await webhooks.deliverDue();
    expect(received).toEqual([]);
  });

  it('that fail are tried again, then given up, and sent again when a person says so', async () => {
    const { changes, outbox, webhooks, deadLetters } = await start([
      'dev.mandate.change.planned.v1',
    ]);
    await changes.propose(deploy('prod'), as('dana'));
    await outbox.deliverDue();
    status = 500;
    await webhooks.deliverDue();
    await expect(deadLetters.list(as('pia'))).resolves.toEqual([]);
    await dueNow();
    await webhooks.deliverDue();
    const [letter] = await deadLetters.list(as('pia'));
    expect(letter).toMatchObject({
      type: 'webhook',
      to: 'chat',
      subject: 'dev.mandate.change.planned.v1',
      error: 'It answered with status 500.',
    });
    await dueNow();
    await webhooks.deliverDue();
    expect(received).toHaveLength(2);
    status = 204;
    await deadLetters.replay(letter.id, as('pia'));
    await webhooks.deliverDue();
    expect(received).toHaveLength(3);
    await expect(deadLetters.list(as('pia'))).resolves.toEqual([]);
    await expect(deadLetters.replay(letter.id, as('pia'))).rejects.toThrow(
      /may have been sent again or discarded already/,
    );
  });
});
