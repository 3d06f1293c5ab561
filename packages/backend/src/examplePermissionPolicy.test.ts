import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { examplePermissionPolicy } from './examplePermissionPolicy';

async function start(data: object) {
  const setPolicy = jest.fn();
  await startTestBackend({
    extensionPoints: [[policyExtensionPoint, { setPolicy }]],
    features: [
      examplePermissionPolicy,
      mockServices.rootConfig.factory({ data: { ...data } }),
    ],
  });
  return setPolicy;
}

describe('examplePermissionPolicy', () => {
  const environment = process.env.NODE_ENV;
  afterEach(() => {
    Object.assign(process.env, { NODE_ENV: environment });
  });

  it('is installed where somebody develops', async () => {
    expect(await start({})).toHaveBeenCalledTimes(1);
  });

  it('fails the start in production', async () => {
    Object.assign(process.env, { NODE_ENV: 'production' });
    await expect(start({})).rejects.toThrow(/lets everybody try everything/);
  });

  it('starts in production when the configuration says that it is meant', async () => {
    Object.assign(process.env, { NODE_ENV: 'production' });
    expect(
      await start({ permission: { mandateExample: true } }),
    ).toHaveBeenCalledTimes(1);
  });
});
