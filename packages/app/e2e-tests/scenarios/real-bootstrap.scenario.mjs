import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { approvedAndDone } from '../fixtures/approvals.mjs';
import { openCluster } from '../fixtures/cluster.mjs';
import { call, get, propose } from '../fixtures/portalApi.mjs';
import { screenshots } from '../fixtures/screenshots.mjs';
import { useBrowser } from '../fixtures/visitor.mjs';

const ENVIRONMENT = 'second';
const NAMESPACE = `application-${ENVIRONMENT}`;
const QUOTA = 'foundation';
const DENY = 'foundation-deny';
const POLICY = 'mandate-pod-security-privileged';

/** What only a real API server does: admission, defaults it writes into objects, quotas, accounts made for namespaces. */
describe('a real control plane', () => {
  const browser = useBrowser();
  const cluster = openCluster();

  test('is prepared by a change that people approved, and verified', async t => {
    const began = Date.now();
    const { id } = await propose('developer', preparation('first'));
    const waiting = await get('developer', `/api/mandate/changes/${id}`);
    assert.equal(waiting.state, 'awaiting-approval');
    assert.equal(await cluster.namespace(NAMESPACE), undefined);
    const done = await approvedAndDone(id);
    t.diagnostic(`from the proposal to verified: ${Date.now() - began} ms`);
    assert.equal(done.checks.length, waiting.current.plan.steps.length);
    assert.deepEqual(notPassing(done), []);
    assert.ok(await cluster.networkPolicy(NAMESPACE, DENY));
  });

  test('refuses a pod that the standard forbids', async () => {
    await assert.rejects(
      cluster.makePod(NAMESPACE, 'privileged', {
        containers: [
          {
            name: 'main',
            image: 'mandate.test/workload:v1',
            securityContext: { privileged: true },
          },
        ],
      }),
      ({ code, body }) => code === 403 && /privileged/.test(body),
    );
  });

  test('has nothing to do the second time', async () => {
    const { status, body } = await call('developer', '/api/mandate/changes', {
      method: 'POST',
      body: preparation('second'),
    });
    assert.equal(status, 400, JSON.stringify(body));
    assert.match(body.error.message, /is prepared like that already/);
  });

  test('gets back what somebody altered or deleted, and nothing else is written', async () => {
    const { spec } = await cluster.quota(NAMESPACE, QUOTA);
    await cluster.editQuota(NAMESPACE, QUOTA, { pods: '999' });
    await cluster.removeNetworkPolicy(NAMESPACE, DENY);
    await cluster.editAdmissionPolicy(POLICY, { failurePolicy: 'Ignore' });
    const { id } = await propose('developer', preparation('third'));
    const { current } = await get('developer', `/api/mandate/changes/${id}`);
    assert.deepEqual(
      current.plan.objects.map(({ kind, name }) => `${kind} ${name}`).sort(),
      [
        `NetworkPolicy ${DENY}`,
        `ResourceQuota ${QUOTA}`,
        `ValidatingAdmissionPolicy ${POLICY}`,
      ],
    );
    const { page } = await browser.signIn('developer', `/changes/${id}`);
    await page.getByText('Waiting for approval').first().waitFor();
    await screenshots(page, 'real-bootstrap-put-back');
    assert.deepEqual(notPassing(await approvedAndDone(id)), []);
    await page.getByText('Succeeded').first().waitFor();
    const quota = await cluster.quota(NAMESPACE, QUOTA);
    assert.deepEqual(quota.spec.hard, spec.hard);
    const policy = await cluster.admissionPolicy(POLICY);
    assert.equal(policy.spec.failurePolicy, 'Fail');
    assert.ok(await cluster.networkPolicy(NAMESPACE, DENY));
  });
});

function preparation(idempotencyKey) {
  return {
    kind: 'bootstrap',
    target: {
      entityRef: 'resource:default/real-cluster',
      environment: 'dev',
    },
    input: {
      environments: [ENVIRONMENT],
      functions: ['application', 'data'],
      monitoring: false,
    },
    reason: 'The second partner gets an environment of its own.',
    idempotencyKey: `real-bootstrap/${idempotencyKey}`,
    entity: {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Resource',
      metadata: { name: 'real-cluster', namespace: 'default' },
      spec: { type: 'kubernetes-cluster', owner: 'group:default/platform' },
    },
  };
}

function notPassing({ checks }) {
  return checks.filter(({ status }) => status !== 'passing');
}
