import { JsonObject } from '../model/KubernetesObject';

/** The specification of a Deployment with lists whose items have keys, and without pods. */
export const TWO_CONTAINERS: JsonObject = {
  template: {
    metadata: { labels: { app: 'web' } },
    spec: {
      containers: [
        {
          name: 'one',
          image: 'x:1',
          env: [
            { name: 'A', value: '1' },
            { name: 'B', value: '2' },
          ],
        },
        { name: 'two', image: 'x:1' },
      ],
    },
  },
  replicas: 0,
};
