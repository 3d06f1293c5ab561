import { statusCases } from '../__testUtils__/statusCases';
import {
  rolledOut,
  workloadStatusCases,
} from '../__testUtils__/workloadStatusCases';
import { objectStatus } from './objectStatus';

describe('objectStatus', () => {
  it.each([...statusCases, ...workloadStatusCases])(
    'an object $rule ($type) is $state',
    ({ type, spec, status, state }) => {
      const [apiVersion = '', kind = ''] = type.split(' ');
      const found = objectStatus({
        apiVersion,
        kind,
        metadata: { name: 'a', generation: 1 },
        spec: spec ?? { replicas: 2 },
        ...(status ? { status } : {}),
      });
      expect(found.state).toBe(state);
      expect(found.words).toMatch(/\.$/);
    },
  );

  it('an object that is being deleted is terminating, whatever else it says', () => {
    expect(
      objectStatus({
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'a', deletionTimestamp: '2026-01-01T00:00:00Z' },
        status: rolledOut,
      }).state,
    ).toBe('terminating');
  });
});
