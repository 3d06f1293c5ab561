import { join } from 'node:path';
import {
  describedOperations,
  servedOperations,
} from '@mandate/plugin-mandate-node/testUtils';
import { createRouter } from '../router/createRouter';

it('documents exactly the routes that the module serves', () => {
  // safety: no route is called here, and adding routes only keeps what they will call.
  const options = {} as Parameters<typeof createRouter>[0];
  expect(describedOperations(join(__dirname, 'openapi.yaml'))).toEqual(
    servedOperations(createRouter(options)),
  );
});
