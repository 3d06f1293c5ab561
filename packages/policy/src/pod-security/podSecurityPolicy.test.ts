import { compileAdmissionPolicy } from '../admission/compile/compileAdmissionPolicy';
import { evaluateAdmission } from '../admission/evaluate/evaluateAdmission';
import { validatingAdmissionPolicyBindingSchema } from '../admission/policy/policyBinding';
import { validatingAdmissionPolicySchema } from '../admission/policy/validatingPolicy';
import { admissionAttributes } from '../admission/request/admissionAttributes';
import { admissionRequestSchema } from '../admission/request/admissionRequest';
import { kubernetesObjectSchema } from '../admission/request/kubernetesObject';
import { Namespaces } from '../admission/request/namespaces';
import { appArmorProfile } from './checks/appArmorProfile';
import { privileged } from './checks/privileged';
import type { PodSecurityCheck } from './podSecurityCheck';
import { podSecurityBindings } from './podSecurityBindings';
import { podSecurityChecks } from './podSecurityChecks';
import { podSecurityPolicy, podSecurityPolicyName } from './podSecurityPolicy';
import { podSecurityVersion } from './podSecurityVersion';

const minor = 37;
const bindings = podSecurityBindings({
  name: 'all',
  level: 'baseline',
  minor,
  actions: ['Deny'],
}).map(binding => validatingAdmissionPolicyBindingSchema.parse(binding));

function isAllowed(
  check: PodSecurityCheck,
  request: object,
  versions: readonly object[] = [podSecurityVersion(minor)],
): boolean {
  return evaluateAdmission(
    compileAdmissionPolicy(
      validatingAdmissionPolicySchema.parse(podSecurityPolicy(check)),
      { kubernetesVersion: '1.36' },
    ),
    bindings,
    {
      attributes: admissionAttributes(
        admissionRequestSchema.parse({ namespace: 'shop', ...request }),
      ),
      namespaces: new Namespaces([{ metadata: { name: 'shop' } }]),
      paramsOf: () => ({
        objects: versions.map(version => kubernetesObjectSchema.parse(version)),
        scope: 'Cluster',
      }),
      authorize: () => ({ allowed: false, reason: '' }),
    },
  ).allowed;
}

const container = {
  name: 'app',
  image: 'example.org/app:1',
  securityContext: { privileged: true },
};
const pod = (spec: object, metadata: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'old', ...metadata },
  spec,
});
const deployment = (containers: readonly object[], replicas: number) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'old' },
  spec: { replicas, template: { spec: { containers } } },
});

describe('podSecurityPolicy', () => {
  it.each(podSecurityChecks.map(check => ({ check, id: check.id })))(
    '$id uses only what the oldest and the newest API server know',
    ({ check }) => {
      const policy = validatingAdmissionPolicySchema.parse(
        podSecurityPolicy(check),
      );
      for (const kubernetesVersion of ['1.30', '1.36']) {
        expect(
          compileAdmissionPolicy(policy, { kubernetesVersion }).issues,
        ).toEqual([]);
      }
    },
  );

  it('has a name that a cluster takes, another one for each check', () => {
    const names = podSecurityChecks.map(podSecurityPolicyName);
    expect(new Set(names).size).toBe(podSecurityChecks.length);
    for (const name of names) {
      expect(name).toMatch(/^mandate-pod-security(-[a-z]+)+$/);
    }
    expect(names).toContain('mandate-pod-security-host-namespaces');
    expect(names).toContain('mandate-pod-security-se-linux-options');
  });

  it('refuses when the version is not there', () => {
    const object = pod({ containers: [{ name: 'app', image: 'app' }] });
    expect(isAllowed(privileged, { object })).toBe(true);
    expect(isAllowed(privileged, { object }, [])).toBe(false);
  });

  describe('on updates of what was there before', () => {
    it('lets the finalizer of a privileged pod be removed', () => {
      const spec = { containers: [container] };
      const request = {
        oldObject: pod(spec, { finalizers: ['example.org/wait'] }),
        object: pod(spec),
      };
      expect(isAllowed(privileged, request)).toBe(true);
    });

    it('judges a privileged pod that gets another image', () => {
      const request = {
        oldObject: pod({ containers: [container] }),
        object: pod({
          containers: [{ ...container, image: 'example.org/app:2' }],
        }),
      };
      expect(isAllowed(privileged, request)).toBe(false);
    });

    it('judges an ephemeral container that is added', () => {
      const containers = [{ name: 'app', image: 'app' }];
      const request = {
        subResource: 'ephemeralcontainers',
        resource: { version: 'v1', resource: 'pods' },
        oldObject: pod({ containers }),
        object: pod({
          containers,
          ephemeralContainers: [{ ...container, name: 'debug' }],
        }),
      };
      expect(isAllowed(privileged, request)).toBe(false);
    });

    it('judges a profile that an annotation changes, and no other annotation', () => {
      const key = 'container.apparmor.security.beta.kubernetes.io/app';
      const spec = { containers: [{ name: 'app', image: 'app' }] };
      const annotated = (annotations: object) => pod(spec, { annotations });
      const unconfined = { [key]: 'unconfined' };
      expect(
        isAllowed(appArmorProfile, {
          oldObject: annotated({}),
          object: annotated(unconfined),
        }),
      ).toBe(false);
      expect(
        isAllowed(appArmorProfile, {
          oldObject: annotated(unconfined),
          object: annotated({ ...unconfined, note: 'seen' }),
        }),
      ).toBe(true);
    });

    it('lets a workload be scaled, but not changed to another privileged template', () => {
      const oldObject = deployment([container], 1);
      expect(
        isAllowed(privileged, {
          oldObject,
          object: deployment([container], 3),
        }),
      ).toBe(true);
      expect(
        isAllowed(privileged, {
          oldObject,
          object: deployment([{ ...container, name: 'other' }], 1),
        }),
      ).toBe(false);
    });
  });
});
