import { deployment, RequestStep } from './ContractCase';

const DEPLOYMENTS = '/apis/apps/v1/namespaces/{ns}/deployments';

/** Waits until the Deployment `web` has so many pods of its newest template, all available. */
export const isRolledOut = (replicas: number): RequestStep => ({
  request: `GET ${DEPLOYMENTS}/web`,
  eventually: true,
  expect: {
    code: 200,
    body: {
      status: {
        replicas,
        updatedReplicas: replicas,
        readyReplicas: replicas,
        availableReplicas: replicas,
        conditions: {
          $has: [
            {
              type: 'Available',
              status: 'True',
              reason: 'MinimumReplicasAvailable',
            },
            {
              type: 'Progressing',
              status: 'True',
              reason: 'NewReplicaSetAvailable',
            },
          ],
        },
      },
    },
  },
});

/** Creates the Deployment `web` and waits until all of its pods are available. */
export const rolledOut = (replicas: number): RequestStep[] => [
  {
    request: `POST ${DEPLOYMENTS}`,
    body: deployment('web', { replicas }),
    expect: { code: 201 },
  },
  isRolledOut(replicas),
];
