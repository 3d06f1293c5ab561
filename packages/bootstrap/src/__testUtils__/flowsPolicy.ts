import { setTimeout as delay } from 'node:timers/promises';
import type { BareCluster } from './testCluster';

const DENY = 'bootstrap-test-deny';

/** Refuses the flows in namespaces of an environment, as an admission policy of the organisation would. */
export async function denyFlows(bare: BareCluster, environmentName: string) {
  const { access, cluster } = bare.place;
  const group = 'admissionregistration.k8s.io/v1';
  await access.apply(
    cluster,
    {
      apiVersion: group,
      kind: 'ValidatingAdmissionPolicy',
      metadata: { name: DENY },
      spec: {
        matchConstraints: {
          resourceRules: [
            {
              apiGroups: ['networking.k8s.io'],
              apiVersions: ['v1'],
              operations: ['CREATE'],
              resources: ['networkpolicies'],
            },
          ],
        },
        validations: [
          { expression: `!object.metadata.name.endsWith('flows')` },
        ],
      },
    },
    {},
  );
  await access.apply(
    cluster,
    {
      apiVersion: group,
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata: { name: DENY },
      spec: {
        policyName: DENY,
        validationActions: ['Deny'],
        matchResources: {
          namespaceSelector: {
            matchLabels: { 'mandate.dev/environment': environmentName },
          },
        },
      },
    },
    {},
  );
  await untilFlowsAre('denied', bare, environmentName);
}

/** Takes the refusal back. */
export async function allowFlows(bare: BareCluster, environmentName: string) {
  await removeClusterWide(bare, 'ValidatingAdmissionPolicyBinding', DENY);
  await removeClusterWide(bare, 'ValidatingAdmissionPolicy', DENY);
  await untilFlowsAre('allowed', bare, environmentName);
}

/** A real API server takes a policy, and its end, into account some seconds after it has answered. */
async function untilFlowsAre(
  expected: 'allowed' | 'denied',
  { place: { access, cluster } }: BareCluster,
  environmentName: string,
): Promise<void> {
  const namespace = `probe-${environmentName}`;
  await access.apply(
    cluster,
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: namespace,
        labels: { 'mandate.dev/environment': environmentName },
      },
    },
    {},
  );
  const policy = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'probe-flows', namespace },
    spec: { podSelector: {} },
  };
  const until = Date.now() + 60_000;
  for (;;) {
    const found = await access.apply(cluster, policy, { dryRun: true }).then(
      () => 'allowed',
      error => (String(error).includes(DENY) ? 'denied' : String(error)),
    );
    if (found === expected) {
      return;
    }
    if (Date.now() > until) {
      throw new Error(`Flows are still ${found}, and not ${expected}.`);
    }
    await delay(200);
  }
}

async function removeClusterWide(
  bare: BareCluster,
  kind: string,
  name: string,
) {
  const { access, cluster } = bare.place;
  const apiVersion = 'admissionregistration.k8s.io/v1';
  await access.remove(cluster, { apiVersion, kind, name }, {});
}
