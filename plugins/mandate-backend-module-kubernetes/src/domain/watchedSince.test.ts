import {
  FIELD_MANAGER,
  type PlannedObject,
} from '@mandate/plugin-mandate-common';
import { watchedSince } from './watchedSince';

const EARLIER = '2026-11-26T11:00:00Z';
const NOW_WRITTEN = '2026-11-26T12:00:00Z';

function seen(action: PlannedObject['action'], time: string) {
  const reference = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop' };
  const object = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: 'shop',
      managedFields: [
        { manager: FIELD_MANAGER, operation: 'Apply', time, fieldsV1: {} },
      ],
    },
  };
  return {
    planned: { ...reference, action, before: null, after: object },
    object,
  };
}

it('a workload that the change wrote is watched since then', () => {
  const written = seen('update', NOW_WRITTEN);
  expect(watchedSince(written, [seen('none', EARLIER), written])).toEqual(
    new Date(NOW_WRITTEN),
  );
});

it('a workload that the change left is watched since the change, not since an earlier one', () => {
  const left = seen('none', EARLIER);
  expect(watchedSince(left, [left, seen('update', NOW_WRITTEN)])).toEqual(
    new Date(NOW_WRITTEN),
  );
});

it('where nothing was written, nobody knows since when', () => {
  const left = seen('none', EARLIER);
  expect(watchedSince(left, [left])).toBeUndefined();
});
