import { mockServices } from '@backstage/backend-test-utils';
import type { ProposedEntity } from '@mandate/plugin-mandate-common';
import { ProposedEntityProvider } from './ProposedEntityProvider';

const checkout: ProposedEntity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'checkout', namespace: 'default' },
  spec: { type: 'service', owner: 'group:default/shop' },
};

async function connected(listProposedEntities: jest.Mock) {
  const connection = { applyMutation: jest.fn(), refresh: jest.fn() };
  const logger = mockServices.logger.mock();
  const provider = new ProposedEntityProvider({
    api: { listProposedEntities },
    auth: mockServices.auth(),
    logger,
    taskRunner: { run: async task => task.fn(new AbortController().signal) },
  });
  await provider.connect(connection);
  return { provider, connection, logger };
}

describe('ProposedEntityProvider', () => {
  it('puts the entities that changes bring into the catalog', async () => {
    const { connection } = await connected(
      jest.fn().mockResolvedValue([checkout]),
    );
    expect(connection.applyMutation).toHaveBeenCalledWith({
      type: 'full',
      entities: [
        expect.objectContaining({
          entity: expect.objectContaining({
            metadata: expect.objectContaining({
              name: 'checkout',
              annotations: expect.objectContaining({
                'backstage.io/managed-by-location': 'mandate:proposed-entities',
              }),
            }),
          }),
        }),
      ],
    });
  });

  it('writes nothing when nothing has changed', async () => {
    const { provider, connection } = await connected(
      jest.fn().mockResolvedValue([checkout]),
    );
    await provider.refresh();
    expect(connection.applyMutation).toHaveBeenCalledTimes(1);
  });

  it('keeps what the catalog has when the kernel does not answer', async () => {
    const { connection, logger } = await connected(
      jest.fn().mockRejectedValue(new Error('connection refused')),
    );
    expect(connection.applyMutation).not.toHaveBeenCalled();
    expect(logger.warn).toHaveBeenCalled();
  });
});
