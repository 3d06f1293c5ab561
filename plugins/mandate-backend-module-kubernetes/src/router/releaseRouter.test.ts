import { NotAllowedError } from '@backstage/errors';
import type { ClusterObject } from '@mandate/plugin-mandate-common';
import type { MandateObservationExtensionPoint } from '@mandate/plugin-mandate-node';
import express from 'express';
import request from 'supertest';
import { deployment } from '../__testUtils__/manifests';
import { targetIn } from '../__testUtils__/targets';
import { releaseOf, releaseRecord } from '../releases/release';
import { releaseRouter } from './releaseRouter';

const target = targetIn('shop');
const QUERY = '/releases?entityRef=component:default/checkout';

function recordOf(changeId: string, at: string): ClusterObject {
  const image = { container: 'checkout', image: `shop/checkout:${changeId}` };
  const live = [deployment({})];
  const record = releaseRecord(
    releaseOf({ changeId, images: [image], live }),
    target,
  );
  if (!record) {
    throw new Error('No record.');
  }
  const metadata = { ...record.metadata, creationTimestamp: at };
  return { ...record, metadata };
}

function serve(options: {
  readonly records?: readonly ClusterObject[];
  readonly mayRead?: boolean;
}) {
  const { records = [], mayRead = true } = options;
  const observation = {
    clusters: { list: async () => records },
    targets: { ofEntity: async () => [target] },
    authorizeRead: async () => {
      if (!mayRead) {
        throw new NotAllowedError('You may not read.');
      }
    },
  };
  const app = express();
  // safety: the router uses nothing else of it
  const given = observation as unknown as MandateObservationExtensionPoint;
  app.use(releaseRouter({ observation: given }));
  return request(app);
}

describe('GET /releases', () => {
  it('lists the newest first, and leaves spoilt records out', async () => {
    const spoilt = { ...recordOf('c', '2026-03-01T00:00:00Z'), data: {} };
    const { body } = await serve({
      records: [
        recordOf('a', '2026-01-01T00:00:00Z'),
        spoilt,
        recordOf('b', '2026-02-01T00:00:00Z'),
      ],
    }).get(QUERY);
    expect(body.items).toMatchObject([
      { changeId: 'b', environment: 'dev', newest: true, objects: 1 },
      { changeId: 'a', name: 'mandate-release-a', newest: false },
    ]);
  });

  it.each([
    ['without an entity', '/releases', true],
    ['without permission', QUERY, false],
  ])('answers nothing %s', async (_, path, mayRead) => {
    const { status, body } = await serve({ mayRead }).get(path);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(body.items).toBeUndefined();
  });
});
