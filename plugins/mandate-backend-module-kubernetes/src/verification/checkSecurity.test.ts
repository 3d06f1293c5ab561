import type { ClusterObject } from '@mandate/plugin-mandate-common';
import {
  ClusterUnavailableError,
  type StepContext,
} from '@mandate/plugin-mandate-node';
import { checkSecurity } from './checkSecurity';

function deployment(securityContext: object): ClusterObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'checkout', namespace: 'shop-dev' },
    spec: {
      selector: { matchLabels: { app: 'checkout' } },
      template: {
        metadata: { labels: { app: 'checkout' } },
        spec: {
          securityContext: {
            runAsNonRoot: true,
            seccompProfile: { type: 'RuntimeDefault' },
          },
          containers: [
            {
              name: 'main',
              image: 'registry.example/checkout:1.0.0',
              securityContext,
            },
          ],
        },
      },
    },
  };
}

const hardened = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
};

function contextWith(read: () => Promise<ClusterObject | undefined>) {
  const planned = deployment(hardened);
  // safety: the check reads the cluster, the target's cluster and the planned objects only.
  return {
    clusters: { read },
    target: { cluster: 'one' },
    plan: {
      objects: [
        {
          apiVersion: planned.apiVersion,
          kind: planned.kind,
          namespace: 'shop-dev',
          name: 'checkout',
          action: 'create',
          before: null,
          after: planned,
        },
      ],
    },
  } as unknown as StepContext;
}

const live = (securityContext: object) =>
  contextWith(async () => deployment(securityContext));

describe('the security check after a deploy', () => {
  it('passes when the live workload keeps the level', async () => {
    await expect(
      checkSecurity(live(hardened), 'restricted'),
    ).resolves.toMatchObject({ status: 'passing' });
  });

  it('fails for good when what runs is weaker than what was planned', async () => {
    await expect(
      checkSecurity(live({ ...hardened, privileged: true }), 'restricted'),
    ).resolves.toMatchObject({
      status: 'failing',
      final: true,
      words: expect.stringMatching(/Deployment checkout: .*"main"/),
    });
  });

  it('asks no more of a baseline template than baseline', async () => {
    await expect(checkSecurity(live({}), 'baseline')).resolves.toMatchObject({
      status: 'passing',
    });
  });

  it('says that a template claims nothing', async () => {
    await expect(checkSecurity(live({}), undefined)).resolves.toMatchObject({
      status: 'passing',
      words: 'The template claims no Pod Security level.',
    });
  });

  it('is unknown when the cluster does not answer', async () => {
    const context = contextWith(async () => {
      throw new ClusterUnavailableError('one', { words: 'It is down.' });
    });
    await expect(checkSecurity(context, 'restricted')).resolves.toMatchObject({
      status: 'unknown',
    });
  });
});
