import { join } from 'node:path';
import {
  describedOperations,
  servedOperations,
} from '@mandate/plugin-mandate-node/testUtils';
import { clusterRouter } from '../router/clusterRouter';
import { developmentRouter } from '../router/developmentRouter';
import { releaseRouter } from '../router/releaseRouter';
import { templateDriftRouter } from '../router/templateDriftRouter';

it('documents exactly the routes that the module serves', () => {
  // safety: no route is called here, and adding routes only keeps what they will call.
  const options = {} as Parameters<typeof releaseRouter>[0] &
    Parameters<typeof templateDriftRouter>[0] &
    Parameters<typeof developmentRouter>[0] &
    Parameters<typeof clusterRouter>[0];
  expect(describedOperations(join(__dirname, 'openapi.yaml'))).toEqual(
    servedOperations(
      releaseRouter(options),
      templateDriftRouter(options),
      developmentRouter(options),
      clusterRouter(options),
    ),
  );
});
