/**
 * Reading, rendering and checking a stack of 30 objects, and the preview of an upgrade for 1,000 instances. The bounds are
 * those of the requirement: 50 ms for a render with its check, 10 s for the preview.
 */
import {
  type JsonObject,
  parseTemplate,
  previewUpgrade,
  renderTemplate,
  type Template,
  validateParameters,
} from '../src';

const INSTANCES = 1_000;
const OBJECTS = 30;
const REPEATS = 20;

const instance = { name: 'shop', namespace: 'dev' };

/** One measurement. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

/** All figures. */
export async function run(): Promise<readonly Figure[]> {
  const text = stackText('1.0.0');
  const stack = read(text);
  const next = read(stackText('1.1.0'));
  return [
    {
      name: 'read a stack of 30 objects',
      value: median(() => read(text)),
      unit: 'ms',
    },
    {
      name: 'render it and check its values (bound: 50 ms)',
      value: median(() => renderOnce(stack)),
      unit: 'ms',
    },
    {
      name: 'preview an upgrade of 1,000 instances (bound: 10 s)',
      value: previewAll(stack, next),
      unit: 's',
    },
  ];
}

function renderOnce(stack: Template): void {
  const values = { replicas: 3 };
  validateParameters(stack, values);
  const rendered = renderTemplate({ template: stack, instance, values });
  if (!rendered.ok || rendered.objects.length !== OBJECTS) {
    throw new Error('The stack does not render.');
  }
}

/** Processor time, which other programs on the machine do not lengthen. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** Seconds for all instances; each has values of its own. */
function previewAll(stack: Template, next: Template): number {
  const started = processorMs();
  for (let index = 0; index < INSTANCES; index += 1) {
    const values: JsonObject = { replicas: (index % 5) + 1 };
    const preview = previewUpgrade({
      before: stack,
      after: next,
      instance: { name: `shop-${index}`, namespace: 'dev' },
      values,
    });
    if (preview.status !== 'changes') {
      throw new Error('The upgrade changes nothing.');
    }
  }
  return (processorMs() - started) / 1_000;
}

function read(source: string): Template {
  const parsed = parseTemplate(source);
  if (!parsed.ok) {
    throw new Error(parsed.problems.map(({ message }) => message).join(' '));
  }
  return parsed.template;
}

function median(work: () => unknown): number {
  const times = Array.from({ length: REPEATS }, () => {
    const started = processorMs();
    work();
    return processorMs() - started;
  }).sort((a, b) => a - b);
  return times[REPEATS / 2];
}

/** Ten services, each a Deployment, a Service and a NetworkPolicy. */
function stackText(version: string): string {
  const parts = Array.from({ length: OBJECTS / 3 }, (_, index) =>
    service(`part${index}`, version),
  );
  return `apiVersion: kro.run/v1alpha1
kind: ResourceGraphDefinition
metadata: { name: stack }
spec:
  schema:
    apiVersion: v1alpha1
    kind: Stack
    spec:
      replicas: integer | default=2 minimum=1 maximum=9
  resources:
${parts.join('\n')}`;
}

function service(id: string, version: string): string {
  return `    - id: ${id}
      template:
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: '\${schema.metadata.name}-${id}', labels: { app: '${id}' } }
        spec:
          replicas: \${schema.spec.replicas}
          selector: { matchLabels: { app: '\${schema.metadata.name}-${id}' } }
          template:
            metadata: { labels: { app: '\${schema.metadata.name}-${id}' } }
            spec:
              securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }
              containers:
                - name: main
                  image: registry.example/${id}:${version}
                  ports: [{ name: http, containerPort: 8080 }]
                  env:
                    - { name: NAME, value: '\${schema.metadata.name}' }
                    - { name: REPLICAS, value: '\${string(schema.spec.replicas)}' }
                  resources: { requests: { cpu: 50m, memory: 64Mi }, limits: { memory: 64Mi } }
    - id: ${id}Service
      template:
        apiVersion: v1
        kind: Service
        metadata: { name: '\${${id}.metadata.name}' }
        spec:
          selector: \${${id}.spec.selector.matchLabels}
          ports: [{ name: http, port: 80, targetPort: http }]
    - id: ${id}Network
      template:
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: '\${${id}.metadata.name}' }
        spec:
          podSelector: { matchLabels: '\${${id}.spec.selector.matchLabels}' }
          policyTypes: [Ingress, Egress]`;
}
