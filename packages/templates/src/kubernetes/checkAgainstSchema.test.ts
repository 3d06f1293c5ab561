import { parseTemplate } from '../parseTemplate';
import {
  configMap,
  DocumentParts,
  templateText,
} from '../__testUtils__/document';
import { embeddedSchemas } from '../__testUtils__/kubernetesSchemas';
import { LIBRARY_NAMES, readLibraryFile } from '../__testUtils__/library';

function problemsOf(parts: DocumentParts) {
  const result = parseTemplate(templateText(parts), {
    schemas: embeddedSchemas(),
  });
  return result.ok ? result.warnings : result.problems;
}

function service(spec: string): string {
  return `- id: service
  template:
    apiVersion: v1
    kind: Service
    metadata: {name: web}
    spec: ${spec}`;
}

describe('a template against the schemas of its kinds', () => {
  it.each(LIBRARY_NAMES)('finds nothing wrong with %s', name => {
    expect(
      parseTemplate(readLibraryFile(name, 'template.yaml'), {
        schemas: embeddedSchemas(),
      }),
    ).toMatchObject({ ok: true });
  });

  const faults: [string, string, string, string, RegExp][] = [
    [
      'a misspelt field',
      '{ports: [{prot: 80, port: 80}]}',
      'unknown-field',
      'spec.resources[0].template.spec.ports[0].prot',
      /port\?/,
    ],
    [
      'a text for a number',
      '{ports: [{port: "80"}]}',
      'wrong-type',
      'spec.resources[0].template.spec.ports[0].port',
      /whole number/,
    ],
    [
      'an object for a list',
      '{ports: {port: 80}}',
      'wrong-type',
      'spec.resources[0].template.spec.ports',
      /a list/,
    ],
    [
      'a missing field',
      '{ports: [{name: http}]}',
      'missing-field',
      'spec.resources[0].template.spec.ports[0].port',
      /required/,
    ],
    [
      'a value that is no choice',
      '{ports: [{port: 80, protocol: HTTP}]}',
      'wrong-type',
      'spec.resources[0].template.spec.ports[0].protocol',
      /TCP/,
    ],
    [
      'an expression of another type',
      '{ports: [{port: "${schema.spec.name}"}]}',
      'wrong-type',
      'spec.resources[0].template.spec.ports[0].port',
      /type string/,
    ],
    [
      'a list of another type',
      '{externalIPs: "${schema.spec.sizes}"}',
      'wrong-type',
      'spec.resources[0].template.spec.externalIPs',
      /items/,
    ],
    [
      'an object with other fields',
      '{ports: ["${schema.spec.port}"]}',
      'wrong-type',
      'spec.resources[0].template.spec.ports[0]',
      /field size/,
    ],
    [
      'a text made of parts for a number',
      '{ports: [{port: "8${schema.spec.name}"}]}',
      'wrong-type',
      'spec.resources[0].template.spec.ports[0].port',
      /whole number/,
    ],
  ];

  it.each(faults)('places %s', (_title, spec, code, path, message) => {
    expect(
      problemsOf({
        parameters: 'name: string\nsizes: "[]integer"\nport: {size: integer}',
        resources: service(spec),
      }),
    ).toContainEqual(
      expect.objectContaining({
        code,
        path,
        message: expect.stringMatching(message),
      }),
    );
  });

  it('takes numbers and texts where both may stand, and unchecked objects', () => {
    expect(
      problemsOf({
        parameters: 'port: integer\nname: string\nlabels: object',
        resources: service(
          '{selector: "${schema.spec.labels}", ports: [{port: 1, targetPort: "${schema.spec.port}"}, {port: 2, targetPort: "${schema.spec.name}"}]}',
        ),
      }),
    ).toEqual([]);
  });

  it('knows what others have: a misspelt field is no field known after apply', () => {
    const [problem] = problemsOf({
      resources: [
        service('{ports: [{port: 80}]}'),
        configMap('address', 'ip: ${service.spec.clusterIp}'),
      ].join('\n'),
    });
    expect(problem).toMatchObject({
      code: 'invalid-expression',
      message: expect.stringContaining('clusterIP'),
    });
  });

  it('warns of kinds the cluster does not serve, and checks nothing of them', () => {
    expect(
      problemsOf({
        resources: `- id: route
  template: {apiVersion: example.org/v1, kind: Route, metadata: {name: a}, spec: {any: thing}}`,
      }),
    ).toMatchObject([{ severity: 'warning', code: 'unknown-kind' }]);
  });
});
