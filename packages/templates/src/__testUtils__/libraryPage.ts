import { Template } from '../template';

/** What the checks found of one template. */
export interface CheckedTemplate {
  readonly template: Template;
  /** Kinds of the objects that the defaults render to, in order. */
  readonly kinds: readonly string[];
  /** Sets of parameters that rendered, each checked. */
  readonly sets: number;
  readonly goldens: number;
  /** Objects that a real API server accepted in a dry run of this very version; absent when it has not seen it. */
  readonly acceptedByServer?: number;
  /** Whether this very version was deployed through the portal's API. */
  readonly isDeployedByPortal: boolean;
}

/** What the framework asks for by its numbers in `spec/capabilities`, and the templates that give it. */
export const FRAMEWORK: readonly (readonly [
  id: string,
  what: string,
  templates: readonly string[],
])[] = [
  ['1.2.a', 'web server', ['web-service', 'apache-web-server']],
  [
    '1.2.b',
    'application server',
    ['nodejs-service', 'python-service', 'php-service'],
  ],
  [
    '1.2.c',
    'database',
    ['postgresql-database', 'mysql-database', 'mongodb-database'],
  ],
  ['1.2.d', 'cache', ['valkey-cache', 'memcached-cache']],
  ['1.2.e', 'monitoring', ['prometheus', 'grafana']],
  ['1.2.f', 'logging', ['elasticsearch', 'logstash', 'kibana']],
  ['1.2.g', 'backup', ['restic-backup', 'duplicati-backup']],
  ['1.2.h', 'scheduling', ['scheduled-job', 'airflow']],
  ['1.2.i', 'API gateway', ['api-gateway']],
  ['1.2.j', 'message queue', ['message-queue']],
  ['1.2.k', 'ETL pipeline', ['etl-pipeline']],
  ['1.2.l', 'webhook handler', ['webhook-handler']],
  ['1.2.m', 'analytics engine', ['analytics-engine']],
  ['1.2.n', 'content generator', ['content-generator']],
  ['1.2.o', 'e-commerce platform', ['ecommerce-platform']],
  ['1.2.p', 'payment processor', ['payment-processor']],
  ['1.2.q', 'security configuration', ['security-configuration']],
  ['1.2.r', 'resource configuration', ['resource-configuration']],
  ['1.2.s', 'scaling configuration', ['scaling-configuration']],
  ['1.2.t', 'monitoring configuration', ['monitoring-configuration']],
  ['1.3.a', 'network segmentation by function', ['network-segmentation']],
  [
    '2.1.a',
    'application stacks',
    ['web-stack', 'event-driven-stack', 'batch-stack'],
  ],
  ['2.1.b', 'network configuration', ['network-segmentation']],
  ['2.1.c', 'storage configuration', ['storage-volume']],
  ['2.1.d', 'scaling', ['scaling-configuration']],
];

/** The page that shows template by check. */
export function libraryPage(
  checked: readonly CheckedTemplate[],
  serverVersion: string,
): string {
  const objects = checked.reduce(
    (sum, { acceptedByServer = 0 }) => sum + acceptedByServer,
    0,
  );
  const sets = checked.reduce((sum, template) => sum + template.sets, 0);
  return `<!-- Written by \`UPDATE_GOLDENS=1 yarn test libraryChecks\` in packages/templates. A test fails when it is not as written. -->

# Template library

The templates are in [\`examples/templates\`](../examples/templates/README.md), one folder each with a README.

| Framework | Asks for | Templates |
| --- | --- | --- |
${FRAMEWORK.map(
  ([id, what, templates]) =>
    `| ${id} | ${what} | ${templates.map(link).join(', ')} |`,
).join('\n')}

## Checks

Each template is rendered with its defaults, with the least and the greatest values that are approved beforehand, and with
50 random sets of allowed values (always the same): ${sets} sets in all. What is checked of every object of every set:

- **Schema**: the embedded cluster accepts the first 13 sets in a server-side dry run; kinds that it does not serve, and all
  sets, are seen by the real server.
- **Pod Security**: no violation of the level that the template claims, of the standards' newest version.
- **Hardened**: no token mounted by itself, a read-only root, requests, a memory limit equal to the request, probes, no
  variable twice.
- **Images**: each names a version other than \`latest\`; a digest can be added by a parameter.
- **Networks**: a policy for both directions selects every pod, so that what is not listed is denied.
- **Budgets**: workloads of more than one copy have a PodDisruptionBudget.
- **Golden**: the rendered defaults are in git and reviewed; a number other than 1 counts further goldens.
- **Server**: objects that Kubernetes ${serverVersion} accepted in a dry run, in a namespace that enforces the restricted
  level: ${objects} in all. "Not yet" when the template changed since.
- **Portal**: the golden's parameters were proposed to the portal's API, decided by the example mandates, run on the embedded
  cluster and verified, as a catalog entity with a namespace of its own. "Not yet" when the template changed since.

Besides, the defaults of every template are made on the embedded cluster in a namespace that enforces the restricted level, and
their pods become ready; those of the payment processor wait for nodes of their own.

A dash: there is no pod that the check is about.

| Template | Container type | Objects | Sets | Schema | Pod Security | Hardened | Images | Networks | Budgets | Golden | Server | Portal |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
${checked.map(row).join('\n')}
`;
}

function row({
  template,
  kinds,
  sets,
  goldens,
  acceptedByServer,
  isDeployedByPortal,
}: CheckedTemplate): string {
  const { podSecurity, containerType = '' } = template.annotations;
  const ofPods = podSecurity ? 'yes' : '–';
  return `| ${[
    link(template.name),
    containerType,
    counted(kinds),
    sets,
    'yes',
    podSecurity ?? '–',
    ofPods,
    ofPods,
    ofPods,
    ofPods,
    goldens,
    acceptedByServer ?? 'not yet',
    isDeployedByPortal ? 'yes' : 'not yet',
  ].join(' | ')} |`;
}

function counted(kinds: readonly string[]): string {
  return [...new Set(kinds)]
    .map(kind => {
      const count = kinds.filter(other => other === kind).length;
      return count > 1 ? `${count} ${kind}` : kind;
    })
    .join(', ');
}

function link(name: string): string {
  return `[${name}](../examples/templates/${name}/README.md)`;
}
