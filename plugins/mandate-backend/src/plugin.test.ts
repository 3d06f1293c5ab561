import { mockCredentials } from '@backstage/backend-test-utils';
import { decodeEntryBundle, verifyBundle } from '@mandate/ledger';
import type { Server } from 'node:http';
import request from 'supertest';
import { startBackend } from './testing/startBackend';

jest.setTimeout(60_000);

const dana = mockCredentials.user.header('user:default/dana');
const pia = mockCredentials.user.header('user:default/pia');
const sven = mockCredentials.user.header('user:default/sven');

const proposal = (environment: string, more: object = {}) => ({
  kind: 'deploy',
  target: { entityRef: 'component:default/checkout', environment },
  input: {},
  ...more,
});

async function until<T>(
  look: () => Promise<T>,
  holds: (seen: T) => boolean,
): Promise<T> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const seen = await look();
    if (holds(seen)) {
      return seen;
    }
    if (Date.now() > deadline) {
      throw new Error(`It never came to that: ${JSON.stringify(seen)}`);
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

describe('the plugin over HTTP', () => {
  let server: Server;
  let sent: unknown[];

  beforeAll(async () => {
    const started = await startBackend();
    server = started.server as Server;
    sent = started.sent;
    await until(
      async () =>
        (
          await request(server)
            .get('/api/mandate/mandates')
            .set('Authorization', dana)
        ).body.items.length,
      count => count === 1,
    );
  });

  const get = (path: string, authorization = dana) =>
    request(server)
      .get(`/api/mandate${path}`)
      .set('Authorization', authorization);
  const post = (path: string, body: object, authorization = dana) =>
    request(server)
      .post(`/api/mandate${path}`)
      .set('Authorization', authorization)
      .send(body);

  it('takes a change from proposal over votes to its verified end', async () => {
    const proposed = await post('/changes', proposal('prod'));
    expect(proposed.status).toBe(201);
    const { id, revision, current } = proposed.body;
    const vote = { verdict: 'approve', revision, digest: current.digest };

    const own = await post(`/changes/${id}/votes`, vote);
    expect(own.status).toBe(403);
    expect(own.body.error.message).toMatch(/You proposed this change/);
    const inbox = await get('/approvals?mine=true', pia);
    expect(inbox.body.items).toHaveLength(1);

    await post(`/changes/${id}/votes`, vote, pia).expect(200);
    await post(`/changes/${id}/votes`, vote, pia).expect(409);
    const full = await post(`/changes/${id}/votes`, vote, sven).expect(200);
    expect(full.body.state).toBe('queued');

    const ended = await until(
      async () => (await get(`/changes/${id}`)).body,
      ({ endedAt }) => endedAt !== undefined,
    );
    expect(ended.state).toBe('succeeded');
    await until(
      async () => JSON.stringify(sent),
      text => text.includes('Approval needed'),
    );

    const timeline = await get(
      '/timeline?entityRef=component:default/checkout',
    );
    expect(timeline.body.items[0]).toMatchObject({ changeId: id });
  });

  it('refuses a vote by a service', async () => {
    const { body } = await post('/changes', proposal('prod'));
    const response = await post(
      `/changes/${body.id}/votes`,
      { verdict: 'approve', revision: 1, digest: body.current.digest },
      mockCredentials.service.header(),
    );
    expect(response.status).toBe(403);
    expect(response.body.error.message).toMatch(/Only people/);
  });

  it('answers mistakes with the status and the words for them', async () => {
    const status = async (body: object) =>
      (await post('/changes', body)).status;
    await expect(status({})).resolves.toBe(400);
    await expect(status(proposal('Not A Label'))).resolves.toBe(400);
    await expect(status(proposal('moon'))).resolves.toBe(404);
    await expect(status(proposal('dev', { kind: 'explode' }))).resolves.toBe(
      400,
    );
    const keyed = proposal('prod', { idempotencyKey: 'k' });
    await expect(status(keyed)).resolves.toBe(201);
    await expect(status({ ...keyed, reason: 'x' })).resolves.toBe(409);
    await expect(
      status(proposal('dev', { input: { ballast: 1_500_000 } })),
    ).resolves.toBe(400);
    await get('/changes/none').expect(404);
    await request(server)
      .get('/api/mandate/changes')
      .set('Authorization', mockCredentials.none.header())
      .expect(401);
  });

  it('rejects without a reason in no case', async () => {
    const { body } = await post('/changes', proposal('prod'));
    const response = await post(
      `/changes/${body.id}/votes`,
      { verdict: 'reject', revision: 1, digest: body.current.digest },
      pia,
    );
    expect(response.status).toBe(400);
    expect(response.body.error.message).toMatch(/need a reason/);
  });

  it('lists with filters from the query', async () => {
    const page = await get('/changes?states=expired&states=rejected&limit=5');
    expect(page.body).toMatchObject({ items: [], total: 0 });
    await get('/changes?limit=1000').expect(400);
    await get('/changes?cursor=nonsense').expect(400);
  });

  it('says what automation may do here', async () => {
    const dev = await get(
      '/boundaries?environment=dev&entityRef=component:default/checkout',
    );
    expect(dev.body).toMatchObject({
      namespace: 'shop-dev',
      mandates: [{ name: 'services', reviewOverdue: false }],
      limits: [{ name: 'replicas', limit: 5 }],
      kinds: [
        {
          kind: 'deploy',
          oversight: 'autonomous',
          budget: { used: 0, size: 2, words: '0 of 2 used within 1 hour' },
        },
      ],
    });
    const prod = await get('/boundaries?environment=prod');
    expect(prod.body.kinds[0].words).toBe('asks platform and security');
    const environments = await get('/environments');
    expect(environments.body.items).toHaveLength(2);
  });

  it('gives the catalog the entities that changes bring with them', async () => {
    const entity = {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name: 'cart' },
      spec: { type: 'service', owner: 'shop', system: 'shop' },
    };
    await post('/changes', {
      ...proposal('prod', { entity }),
      target: { entityRef: 'component:default/cart', environment: 'prod' },
    }).expect(201);
    const { body } = await get('/proposed-entities');
    expect(body.items).toMatchObject([{ metadata: { name: 'cart' } }]);
  });

  it('exports a ledger that the offline verifier accepts, and proves each entry', async () => {
    const bundle = JSON.parse((await get('/ledger/bundle').expect(200)).text);
    expect(verifyBundle(bundle)).toMatchObject({ ok: true });

    const checkpoint = (await get('/ledger/checkpoint')).body;
    const entries = (await get('/ledger/entries?limit=3')).body;
    expect(entries.items).toHaveLength(3);
    expect(entries.nextCursor).toBeDefined();
    const proof = await get(
      `/ledger/entries/${entries.items[2].index}/proof?size=${checkpoint.size}`,
    );
    expect(proof.body.hashes.length).toBeGreaterThan(0);
  });

  it('serves the log as tiles, to whoever may read it', async () => {
    const { size, note } = (await get('/ledger/checkpoint')).body;
    const checkpoint = await get('/ledger/log/checkpoint').expect(200);
    expect(checkpoint.text.startsWith(note.split('\n\n')[0])).toBe(true);
    const tile = await get(`/ledger/log/tile/0/000.p/${size}`).expect(200);
    expect(tile.body).toHaveLength(size * 32);
    const entries = await get(`/ledger/log/tile/entries/000.p/${size}`);
    expect(decodeEntryBundle(entries.body)).toHaveLength(size);
    for (const path of [
      // Entries may come meanwhile, but not so many.
      `tile/0/000.p/${size + 50}`,
      'tile/0/0',
      '../checkpoint',
    ]) {
      await get(`/ledger/log/${path}`).expect(404);
    }
    const proof = await get(`/ledger/consistency?from=1&to=${size}`).expect(
      200,
    );
    expect(proof.body).toMatchObject({ from: 1, to: size });
  });

  it.each(['jsonl', 'cloudevents', 'ocsf'])(
    'exports entries that fit as %s, and records the export',
    async format => {
      const from = new Date(Date.now() - 3_600_000).toISOString();
      const { text } = await get(
        `/ledger/export?format=${format}&kind=decided&from=${from}`,
      ).expect(200);
      const lines = text.trim().split('\n');
      expect(lines.length).toBeGreaterThan(0);
      expect(lines.every(line => line.includes('decided'))).toBe(true);
      const { items } = (await get('/ledger/entries?kind=read-of-evidence'))
        .body;
      expect(items[0].data).toMatchObject({ read: 'export', format });
    },
  );
});
