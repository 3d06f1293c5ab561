import { resolve } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { createProvisionStagedAction } from './createProvisionStagedAction';
import { TemplateFolder } from './TemplateFolder';

const input = {
  template: 'web-service',
  name: 'price-list',
  owner: 'group:default/shop',
  environments: ['dev', 'staging', 'prod'],
  parameters: { replicas: 2 },
};

function setUp() {
  const api = {
    proposeSet: jest.fn().mockResolvedValue({ id: 's1', title: 'Set' }),
    simulate: jest.fn().mockResolvedValue({
      plan: { summary: 'Creates it.' },
      decision: { decidedBy: { words: 'It runs by itself.' } },
    }),
  };
  const action = createProvisionStagedAction({
    api,
    appUrl: 'http://portal',
    auth: mockServices.auth(),
    templates: new TemplateFolder([
      resolve(__dirname, '../../../../examples/templates'),
    ]),
  });
  return { api, action };
}

describe('mandate:provision-staged', () => {
  it('proposes all environments as one ordered set that stops on a failure', async () => {
    const { api, action } = setUp();
    const context = createMockActionContext({ input });
    await action.handler(context);
    const [request] = api.proposeSet.mock.calls[0];
    expect(request).toMatchObject({
      title: 'Deploy price-list to dev, staging, prod',
      ordered: true,
      stopOnFailure: true,
      // A step that is repeated after an interruption finds its set.
      idempotencyKey: `scaffolder/${context.task.id}/price-list`,
    });
    expect(
      request.changes.map(
        (change: { readonly target: object }) => change.target,
      ),
    ).toEqual(
      input.environments.map(environment => ({
        entityRef: 'component:default/price-list',
        environment,
      })),
    );
    expect(request.changes[0]).not.toHaveProperty('idempotencyKey');
    expect(context.output).toHaveBeenCalledWith(
      'changeSetUrl',
      'http://portal/changes/sets/s1',
    );
  });

  it('shows each environment in a dry run, and proposes nothing', async () => {
    const { api, action } = setUp();
    await action.handler({
      ...createMockActionContext({ input }),
      isDryRun: true,
    });
    expect(api.simulate).toHaveBeenCalledTimes(3);
    expect(api.proposeSet).not.toHaveBeenCalled();
  });

  it('refuses an environment that is named twice', async () => {
    const { action } = setUp();
    await expect(
      action.handler(
        createMockActionContext({
          input: { ...input, environments: ['dev', 'dev'] },
        }),
      ),
    ).rejects.toThrow(/once only/);
  });
});
