import {
  applySetId,
  applySetParent,
  asMember,
  memberKinds,
  PART_OF_LABEL,
} from './applySet';
import { configMap } from '../__testUtils__/manifests';

describe('apply sets', () => {
  it('have the id that kubectl computes', () => {
    // kubectl 1.32: apply --prune --applyset=configmap/my-set -n my-ns, then the label of the parent.
    expect(applySetId({ name: 'my-set', namespace: 'my-ns' })).toBe(
      'applyset-cH6yId20fa7Ak8MtKIBN1H8OMqIef-Q9TNkI3Rl_ufo-v1',
    );
  });

  it('know which kinds to look for members in', () => {
    const kinds = [
      { apiVersion: 'apps/v1', kind: 'Deployment' },
      { apiVersion: 'v1', kind: 'Service' },
      { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute' },
    ];
    const parent = applySetParent({
      name: 'mandate-set-web',
      namespace: 'a',
      kinds,
    });
    expect(parent.metadata).toMatchObject({
      name: 'mandate-set-web',
      annotations: {
        'applyset.kubernetes.io/tooling': 'mandate/v1.0.0',
        'applyset.kubernetes.io/contains-group-kinds':
          'Deployment.apps,HTTPRoute.gateway.networking.k8s.io,Service',
      },
    });
    const found = memberKinds(parent);
    expect(found).toHaveLength(3);
    expect(found).toEqual(expect.arrayContaining(kinds));
  });

  it('never look for kinds that Mandate does not write', () => {
    const parent = configMap({});
    expect(
      memberKinds({
        ...parent,
        metadata: {
          ...parent.metadata,
          annotations: {
            'applyset.kubernetes.io/contains-group-kinds': 'Secret,Node',
          },
        },
      }),
    ).toEqual([]);
  });

  it('mark their members beside other labels', () => {
    const member = asMember(
      { ...configMap({}), metadata: { name: 'a', labels: { team: 'x' } } },
      'applyset-1-v1',
    );
    expect(member.metadata.labels).toEqual({
      team: 'x',
      [PART_OF_LABEL]: 'applyset-1-v1',
    });
  });
});
