import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { z } from 'zod';
import { JsonObject } from './json';
import {
  parameterGroups,
  parametersJsonSchema,
} from './parameters/parametersJsonSchema';
import { parseTemplate } from './parseTemplate';
import { KubernetesObject } from './rendering/kubernetesObject';
import { renderTemplate } from './rendering/renderTemplate';
import {
  LIBRARY_FOLDER,
  LIBRARY_NAMES,
  libraryTemplate,
  readLibraryFile,
} from './__testUtils__/library';
import { allowedValues } from './__testUtils__/parameterValues';

const UPDATE_GOLDENS = process.env.UPDATE_GOLDENS === '1';

const workloadSchema = z.object({
  template: z.object({
    spec: z.looseObject({
      containers: z.array(
        z.looseObject({
          env: z.array(z.object({ name: z.string() })),
          resources: z.object({
            requests: z.object({ cpu: z.string(), memory: z.string() }),
            limits: z.object({ memory: z.string() }),
          }),
        }),
      ),
    }),
  }),
});

describe.each(LIBRARY_NAMES)('the library template %s', name => {
  it('parses without a warning, under the name of its folder', () => {
    const result = parseTemplate(readLibraryFile(name, 'template.yaml'));
    expect(result).toMatchObject({
      ok: true,
      warnings: [],
      template: { name },
    });
    expect(existsSync(join(LIBRARY_FOLDER, name, 'README.md'))).toBe(true);
  });

  it.each(goldensOf(name))('renders the golden %s', golden => {
    const input = parse(readLibraryFile(name, `golden/${golden}.input.yaml`));
    const result = renderTemplate({
      template: libraryTemplate(name),
      ...input,
    });
    const objects = result.ok ? result.objects : result.problems;
    const file = join(LIBRARY_FOLDER, name, 'golden', `${golden}.yaml`);
    if (UPDATE_GOLDENS && result.ok) {
      writeFileSync(
        file,
        result.objects
          .map(object => stringify(object, { lineWidth: 0, singleQuote: true }))
          .join('---\n'),
      );
    }
    expect(objects).toEqual(
      parseAllDocuments(readLibraryFile(name, `golden/${golden}.yaml`)).map(
        document => document.toJS(),
      ),
    );
  });

  it('renders every allowed set of values to hardened objects in its namespace', () => {
    const template = libraryTemplate(name);
    fc.assert(
      fc.property(allowedValues(template.parameters), values => {
        const result = renderTemplate({
          template,
          instance: { name: 'checkout', namespace: 'dev' },
          values: values as JsonObject, // safety: the parameters are an object
        });
        expect(result).toMatchObject({
          ok: true,
          ids: expect.arrayContaining([template.annotations.workload]),
        });
        const objects = result.ok ? result.objects : [];
        objects.forEach(expectInNamespace);
        objects.forEach(expectHardened);
      }),
      { numRuns: 50 },
    );
  });

  it('is offered by a software template that asks for the same parameters', () => {
    const template = libraryTemplate(name);
    const software = parse(readLibraryFile(name, 'software-template.yaml'));
    const schema = parametersJsonSchema(template);
    const [about, ...steps] = software.spec.parameters;

    expect(software.metadata).toMatchObject({
      name,
      title: template.annotations.title,
      description: template.annotations.description,
      annotations: { 'mandate.dev/template': name },
    });
    expect(Object.keys(about.properties)).toEqual([
      'name',
      'description',
      'owner',
      'system',
      'environment',
    ]);
    expect(steps.map(withoutWidgets)).toEqual(
      parameterGroups(template).map(group => stepFor(group, schema)),
    );
    expect(software.spec.steps).toHaveLength(1);
    expect(software.spec.steps[0]).toMatchObject({
      action: 'mandate:provision',
      input: { template: name },
    });
    expect(software.spec.steps[0].input.parameters).toEqual(
      Object.fromEntries(
        Object.keys(template.parameters.fields).map(parameter => [
          parameter,
          `\${{ parameters.${parameter} }}`,
        ]),
      ),
    );
  });
});

function goldensOf(name: string): readonly string[] {
  return readdirSync(join(LIBRARY_FOLDER, name, 'golden'))
    .filter(file => file.endsWith('.input.yaml'))
    .map(file => file.replace('.input.yaml', ''));
}

function stepFor(
  group: ReturnType<typeof parameterGroups>[number],
  schema: JsonObject,
) {
  const { properties, required } = z
    .object({
      properties: z.record(z.string(), z.unknown()),
      required: z.array(z.string()).default([]),
    })
    .parse(schema);
  const requiredHere = required.filter(parameter =>
    group.parameters.includes(parameter),
  );
  return {
    title: group.title,
    ...(group.description && { description: group.description }),
    ...(requiredHere.length > 0 && { required: requiredHere }),
    properties: Object.fromEntries(
      group.parameters.map(parameter => [parameter, properties[parameter]]),
    ),
  };
}

/** How a form draws a field is the software template's own business. */
function withoutWidgets(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, field) =>
      key.startsWith('ui:') ? undefined : field,
    ),
  );
}

function expectInNamespace(object: KubernetesObject) {
  expect(object.metadata.namespace).toBe('dev');
  expect(object.metadata.labels).toMatchObject({
    'app.kubernetes.io/instance': 'checkout',
    'backstage.io/kubernetes-id': 'checkout',
  });
  expect(object.kind).not.toBe('Secret');
}

/** The restricted Pod Security Standard, a read-only root, bounded memory, and probes. */
function expectHardened(object: KubernetesObject) {
  if (object.kind !== 'Deployment' && object.kind !== 'StatefulSet') {
    return;
  }
  const { template } = workloadSchema.parse(object.spec);
  const pod = template.spec;
  expect(pod).toMatchObject({
    automountServiceAccountToken: false,
    securityContext: {
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    },
  });
  for (const container of pod.containers) {
    expect(container).toMatchObject({
      securityContext: {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      },
      readinessProbe: expect.anything(),
      livenessProbe: expect.anything(),
      resources: {
        requests: { cpu: expect.any(String), memory: expect.any(String) },
        limits: { memory: container.resources.requests.memory },
      },
    });
    const names = container.env.map(variable => variable.name);
    expect(new Set(names).size).toBe(names.length);
  }
}
