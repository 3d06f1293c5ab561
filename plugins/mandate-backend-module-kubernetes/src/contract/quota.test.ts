import { fieldsAt } from '@mandate/plugin-mandate-node';
import { changesOnCluster, quota } from '../__testUtils__/changesOnCluster';
import { allPassing, notPassing } from '../__testUtils__/runChange';

jest.setTimeout(60_000);

const { change, access, deployed, namespace } = changesOnCluster();

function bound(kind: 'ResourceQuota' | 'LimitRange', name: string) {
  return access().read('test', {
    apiVersion: 'v1',
    kind,
    name,
    namespace: namespace(),
  });
}

describe('quota', () => {
  it('bounds a namespace and its containers, and is undone', async () => {
    await deployed();
    const driver = change(quota);
    const plan = await driver.plan({
      hard: { pods: '10', 'requests.cpu': '2' },
      containers: { defaultRequest: { cpu: '50m' }, max: { cpu: '1' } },
    });
    await driver.run(plan);
    expect(notPassing(await driver.checkUntil(plan, allPassing))).toEqual([]);
    expect(
      fieldsAt(await bound('ResourceQuota', 'mandate-quota'), 'spec', 'hard'),
    ).toEqual({ pods: '10', 'requests.cpu': '2' });
    expect(await bound('LimitRange', 'mandate-limits')).toBeDefined();
    await driver.undo(plan);
    expect(await bound('ResourceQuota', 'mandate-quota')).toBeUndefined();
    expect(await bound('LimitRange', 'mandate-limits')).toBeUndefined();
  });

  it.each([
    {},
    { hard: { pods: 'many' } },
    { hard: { 'Not a resource': '1' } },
  ])('does not take %j', input => {
    expect(quota.inputSchema.safeParse(input).success).toBe(false);
  });
});
