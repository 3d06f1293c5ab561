import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { clusterObjectSchema } from '@mandate/plugin-mandate-common';
import { isWorkload } from '@mandate/plugin-mandate-node';
import { parseAllDocuments } from 'yaml';
import { compileRules, evaluateRules } from '../domain/evaluateRules';
import { builtInRules } from '.';

const rules = compileRules(builtInRules);

const hardened = {
  replicas: 2,
  template: {
    spec: {
      automountServiceAccountToken: false,
      securityContext: {
        runAsNonRoot: true,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      containers: [
        {
          name: 'web',
          image: 'registry:5000/shop/web:1.2.3',
          readinessProbe: { httpGet: { path: '/readyz', port: 8080 } },
          resources: {
            requests: { cpu: '100m', memory: '64Mi' },
            limits: { memory: '64Mi' },
          },
          securityContext: {
            allowPrivilegeEscalation: false,
            capabilities: { drop: ['ALL'] },
            readOnlyRootFilesystem: true,
          },
        },
      ],
    },
  },
};

type Change = (spec: ReturnType<typeof copy>) => void;
const copy = () => JSON.parse(JSON.stringify(hardened));

function violations(change: Change, production = true) {
  const spec = copy();
  change(spec);
  const workload = clusterObjectSchema.parse({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop-prod' },
    spec,
  });
  const target = { environment: production ? 'prod' : 'dev', production };
  return evaluateRules(rules, workload, target)
    .filter(({ status }) => status !== 'pass')
    .map(({ rule, status }) =>
      status === 'fail' ? rule : `${rule}: ${status}`,
    );
}

const container = (spec: ReturnType<typeof copy>) =>
  spec.template.spec.containers[0];

describe('built-in rules', () => {
  it('find nothing wrong with a hardened workload', () => {
    expect(violations(() => undefined)).toEqual([]);
  });

  it.each<[string, Change]>([
    ['pinned-image', spec => (container(spec).image = 'shop/web')],
    ['pinned-image', spec => (container(spec).image = 'shop/web:latest')],
    ['pinned-image', spec => (container(spec).image = 'registry:5000/web')],
    [
      'run-as-non-root',
      spec => delete spec.template.spec.securityContext.runAsNonRoot,
    ],
    [
      'run-as-non-root',
      spec => (container(spec).securityContext.runAsNonRoot = false),
    ],
    [
      'no-privilege-escalation',
      spec => delete container(spec).securityContext.allowPrivilegeEscalation,
    ],
    [
      'not-privileged',
      spec => (container(spec).securityContext.privileged = true),
    ],
    [
      'drop-all-capabilities',
      spec => (container(spec).securityContext.capabilities.drop = ['NET_RAW']),
    ],
    [
      'read-only-root-filesystem',
      spec => (container(spec).securityContext.readOnlyRootFilesystem = false),
    ],
    [
      'seccomp-profile',
      spec =>
        (container(spec).securityContext.seccompProfile = {
          type: 'Unconfined',
        }),
    ],
    [
      'resource-requests',
      spec => delete container(spec).resources.requests.cpu,
    ],
    ['memory-limit', spec => delete container(spec).resources.limits],
    ['readiness-probe', spec => delete container(spec).readinessProbe],
    ['no-host-namespaces', spec => (spec.template.spec.hostPID = true)],
    [
      'no-service-account-token',
      spec => delete spec.template.spec.automountServiceAccountToken,
    ],
    ['replicas-in-production', spec => (spec.replicas = 1)],
  ])(
    '%s is violated by what it is there for, and nothing else is',
    (rule, change) => {
      expect(violations(change)).toEqual([rule]);
    },
  );

  it('let a single copy run outside production', () => {
    expect(violations(spec => (spec.replicas = 1), false)).toEqual([]);
  });

  it('report an error, and no pass, when a condition cannot be evaluated', () => {
    expect(violations(spec => delete container(spec).image)).toEqual([
      'pinned-image: error',
    ]);
  });

  it('name each container that violates a rule, and where', () => {
    const spec = copy();
    spec.template.spec.containers.push({
      ...container(copy()),
      name: 'sidecar',
      image: 'proxy:latest',
    });
    const [finding] = evaluateRules(
      rules,
      clusterObjectSchema.parse({
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'web', namespace: 'shop-prod' },
        spec,
      }),
      { environment: 'prod', production: true },
    ).filter(({ status }) => status === 'fail');
    expect(finding).toMatchObject({
      rule: 'pinned-image',
      where: 'Deployment shop-prod/web spec.template.spec.containers[1].image',
      words: expect.stringContaining('sidecar'),
    });
  });

  const library = resolve(__dirname, '../../../../examples/templates');
  const names = readdirSync(library, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name);

  /** Programs that cannot run twice, or caches: in production people see that, and decide. */
  const onlyOne = [
    'airflow',
    'content-generator',
    'ecommerce-platform',
    'grafana',
    'kibana',
    'memcached-cache',
    'valkey-cache',
    'web-stack',
  ];

  it.each(names)(
    'find nothing wrong with what the template %s renders',
    name => {
      const file = resolve(library, name, 'golden/defaults.yaml');
      const workloads = parseAllDocuments(readFileSync(file, 'utf8'))
        .map(document => clusterObjectSchema.parse(document.toJS()))
        .filter(isWorkload);
      for (const workload of workloads) {
        const wrong = evaluateRules(rules, workload, {
          environment: 'prod',
          production: true,
        }).filter(
          ({ rule, status }) =>
            status !== 'pass' &&
            !(onlyOne.includes(name) && rule === 'replicas-in-production'),
        );
        expect(wrong).toEqual([]);
      }
    },
  );
});
