import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import {
  describedOperations,
  servedOperations,
} from '@mandate/plugin-mandate-node/testUtils';
import { createRouter, type RouterDependencies } from '../router/createRouter';

it('documents exactly the routes that the plugin serves', () => {
  // safety: no route is called here, and adding routes only keeps what they will call.
  const dependencies = {
    auditor: mockServices.auditor.mock(),
  } as unknown as RouterDependencies;
  expect(describedOperations(join(__dirname, 'openapi.yaml'))).toEqual(
    servedOperations(createRouter(dependencies)),
  );
});
