import type { ClusterObject } from '@mandate/plugin-mandate-common';
import { versionOf } from './workloadVersion';

function statefulSet(labels?: Record<string, string>): ClusterObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db', ...(labels ? { labels } : {}) },
    spec: { template: { spec: { containers: [{ image: 'db:16.1' }] } } },
  };
}

it('the version is the label, else the tag of the first container', () => {
  expect(versionOf(statefulSet())).toBe('16.1');
  expect(versionOf(statefulSet({ 'app.kubernetes.io/version': '16' }))).toBe(
    '16',
  );
});
