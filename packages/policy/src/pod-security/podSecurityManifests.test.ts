import { podSecurityBindings } from './podSecurityBindings';
import { podSecurityChecks, podSecurityChecksFor } from './podSecurityChecks';
import { podSecurityManifests } from './podSecurityManifests';
import { podSecurityVersionDefinition } from './podSecurityVersion';

describe('podSecurityChecksFor', () => {
  it('has 12 baseline checks and 7 of the restricted level', () => {
    expect(
      podSecurityChecks.filter(check => check.level === 'baseline'),
    ).toHaveLength(12);
    expect(podSecurityChecks).toHaveLength(19);
  });

  it.each([
    { level: 'baseline', minor: 0, count: 11 },
    { level: 'baseline', minor: 34, count: 12 },
    { level: 'restricted', minor: 0, count: 12 },
    { level: 'restricted', minor: 8, count: 13 },
    { level: 'restricted', minor: 22, count: 13 },
    { level: 'restricted', minor: 23, count: 14 },
    { level: 'restricted', minor: 37, count: 15 },
  ] as const)(
    'has $count checks at the level $level in 1.$minor, none twice',
    ({ level, minor, count }) => {
      const checks = podSecurityChecksFor({ level, minor });
      expect(checks).toHaveLength(count);
      expect(new Set(checks).size).toBe(count);
    },
  );
});

describe('podSecurityManifests', () => {
  const shop = {
    name: 'shop',
    level: 'restricted',
    minor: 30,
    actions: ['Deny', 'Audit'],
    namespaceSelector: { matchLabels: { team: 'shop' } },
  } as const;
  const rest = {
    name: 'rest',
    level: 'baseline',
    minor: 30,
    actions: ['Warn'],
  } as const;

  it('come with the kind of the parameter first, each version once, and the bindings last', () => {
    const manifests = podSecurityManifests([shop, rest]);
    expect(manifests[0]).toBe(podSecurityVersionDefinition);
    expect(manifests[1]).toEqual({
      apiVersion: 'mandate.dev/v1',
      kind: 'PodSecurityVersion',
      metadata: { name: 'v1.30' },
      minor: 30,
    });
    expect(manifests).toHaveLength(
      2 +
        podSecurityChecks.length +
        podSecurityBindings(shop).length +
        podSecurityBindings(rest).length,
    );
  });

  it('bind each check of the level to its version, refusing when that is missing', () => {
    expect(podSecurityBindings(shop)[0]).toEqual({
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata: { name: 'mandate-pod-security-app-armor-profile-shop' },
      spec: {
        policyName: 'mandate-pod-security-app-armor-profile',
        paramRef: { name: 'v1.30', parameterNotFoundAction: 'Deny' },
        validationActions: ['Deny', 'Audit'],
        matchResources: {
          namespaceSelector: { matchLabels: { team: 'shop' } },
        },
      },
    });
  });

  it('cover every namespace without a selector', () => {
    for (const binding of podSecurityBindings(rest)) {
      expect(binding.spec).not.toHaveProperty('matchResources');
    }
  });
});
