import { JsonObject } from '../json';
import { parseTemplate } from '../parseTemplate';
import {
  configMap,
  DocumentParts,
  templateText,
} from '../__testUtils__/document';
import { embeddedSchemas } from '../__testUtils__/kubernetesSchemas';
import { LiveObjects } from './renderGraph';
import { renderStatus } from './renderStatus';
import { renderTemplate } from './renderTemplate';
import { judgeReadiness } from './judgeReadiness';
import { KNOWN_AFTER_APPLY } from './unknownValue';

const instance = { name: 'shop', namespace: 'dev' };

const service = `- id: service
  template:
    apiVersion: v1
    kind: Service
    metadata: {name: "\${schema.metadata.name}"}
    spec: {ports: [{port: 80}]}`;

function typed(parts: DocumentParts) {
  const result = parseTemplate(templateText(parts), {
    schemas: embeddedSchemas(),
  });
  if (!result.ok) {
    throw new Error(result.problems.map(({ message }) => message).join('\n'));
  }
  return result.template;
}

function render(
  parts: DocumentParts,
  live: LiveObjects = {},
  values: JsonObject = {},
) {
  return renderTemplate({ template: typed(parts), instance, values, live });
}

describe('what only the cluster knows', () => {
  const parts = {
    resources: [
      service,
      configMap('address', 'host: at ${service.spec.clusterIP}:80'),
      configMap('copy', 'host: ${address.data.host}'),
    ].join('\n'),
  };

  it('is known after apply, also for those who read it from others', () => {
    const result = render(parts);
    expect(result).toMatchObject({
      ok: true,
      ids: ['service', 'address', 'copy'],
      pending: [
        {
          kind: 'value',
          id: 'address',
          field: ['data', 'host'],
          waitsFor: 'service.spec.clusterIP',
          path: 'spec.resources[1].template.data.host',
        },
        { id: 'copy', waitsFor: 'address.data.host' },
      ],
    });
    expect(result.ok && result.objects[2].data).toEqual({
      host: KNOWN_AFTER_APPLY,
    });
  });

  it('is filled in from the live object', () => {
    const live = {
      service: { spec: { clusterIP: '10.0.0.7', ports: [{ port: 80 }] } },
    };
    expect(render(parts, live)).toMatchObject({
      pending: [],
      objects: [
        {},
        { data: { host: 'at 10.0.0.7:80' } },
        { data: { host: 'at 10.0.0.7:80' } },
      ],
    });
  });

  it('is an error with its place when the live object lacks it', () => {
    expect(render(parts, { service: { spec: {} } })).toMatchObject({
      ok: false,
      problems: [
        {
          path: 'spec.resources[1].template.data.host',
          message: expect.stringContaining('clusterIP'),
        },
      ],
    });
  });

  it('decides nothing before it is known', () => {
    const result = render({
      resources: [
        service,
        configMap(
          'late',
          'a: b',
          'includeWhen: ["${service.spec.clusterIP != \'None\'}"]',
        ),
        configMap('later', 'a: ${late.data.a}'),
      ].join('\n'),
    });
    expect(result).toMatchObject({
      ok: true,
      ids: ['service', 'later'],
      pending: [
        { kind: 'inclusion', id: 'late', waitsFor: 'service.spec.clusterIP' },
        { kind: 'value', id: 'later', waitsFor: 'late.data.a' },
      ],
    });
  });

  it('does not count what optional syntax would find now', () => {
    const result = render({
      resources: [
        service,
        configMap(
          'address',
          "ip: ${service.?status.?loadBalancer.?ingress[?0].?ip.orValue('none')}",
        ),
      ].join('\n'),
    });
    expect(result).toMatchObject({ pending: [{ id: 'address' }] });
  });
});

describe('an external object', () => {
  const reading: DocumentParts = {
    resources: `- id: settings
  externalRef: {apiVersion: v1, kind: ConfigMap, metadata: {name: "\${schema.metadata.name}-base"}}
${configMap('copy', 'level: ${settings.data.level}')}`,
  };

  it('is named, and what it holds is known when it was read', () => {
    expect(render(reading)).toMatchObject({
      ids: ['copy'],
      externals: [
        {
          id: 'settings',
          apiVersion: 'v1',
          kind: 'ConfigMap',
          namespace: 'dev',
          name: 'shop-base',
        },
      ],
      pending: [{ waitsFor: 'settings.data.level' }],
    });
    expect(
      render(reading, { settings: { data: { level: 'debug' } } }),
    ).toMatchObject({ pending: [], objects: [{ data: { level: 'debug' } }] });
  });

  it('never lies in another namespace', () => {
    const foreign = reading.resources?.replace(
      '-base"',
      '-base", namespace: "${schema.spec.other}"',
    );
    expect(
      render(
        { resources: foreign, parameters: 'other: string' },
        {},
        { other: 'billing' },
      ),
    ).toMatchObject({
      ok: false,
      problems: [{ message: expect.stringContaining('"billing"') }],
    });
  });

  it('may be many, found by labels', () => {
    const parts = {
      resources: `- id: pods
  externalRef:
    apiVersion: v1
    kind: Pod
    metadata: {selector: {matchLabels: {app: "\${schema.metadata.name}"}}}
${configMap('list', 'names: ${pods.map(p, p.metadata.name).join(",")}')}`,
    };
    expect(render(parts)).toMatchObject({
      externals: [{ id: 'pods', selector: { matchLabels: { app: 'shop' } } }],
      pending: [{ id: 'list', waitsFor: 'pods' }],
    });
    const pods = [{ metadata: { name: 'a' } }, { metadata: { name: 'b' } }];
    expect(render(parts, { pods })).toMatchObject({
      objects: [{ data: { names: 'a,b' } }],
    });
  });
});

describe('renderStatus', () => {
  const template = typed({
    schema:
      'status: {address: "${service.spec.clusterIP}", size: "${schema.spec.size}", extra: {note: "${optional.data.note}"}}',
    parameters: 'size: integer | default=2\nextra: boolean | default=false',
    resources: [
      service,
      configMap(
        'optional',
        'note: hello',
        'includeWhen: ["${schema.spec.extra}"]',
      ),
    ].join('\n'),
  });

  it('tells what can be told and leaves out the rest', () => {
    expect(renderStatus({ template, instance, values: {}, live: {} })).toEqual({
      ok: true,
      status: { size: 2 },
    });
    expect(
      renderStatus({
        template,
        instance,
        values: { extra: true },
        live: { service: { spec: { clusterIP: '10.0.0.7' } } },
      }),
    ).toEqual({
      ok: true,
      status: { address: '10.0.0.7', size: 2, extra: { note: 'hello' } },
    });
  });
});

describe('judgeReadiness', () => {
  const template = typed({
    parameters: 'names: "[]string"',
    resources: [
      service.replace(
        '  template:',
        '  readyWhen: ["${service.spec.clusterIP != \'\'}"]\n  template:',
      ),
      configMap(
        'each1',
        'a: ${name}',
        'forEach: [{name: "${schema.spec.names}"}]\nreadyWhen: ["${each.data.?a.orValue(\'\') == \'go\'}"]',
      ).replace('${schema.metadata.name}-each1', '${name}'),
    ].join('\n'),
  });
  const [one, many] = template.resources;

  it('needs the object and all its conditions', () => {
    expect(judgeReadiness(one, [])).toMatchObject({ ready: false });
    expect(judgeReadiness(one, [{ spec: {} }])).toMatchObject({
      ready: false,
      words: expect.stringContaining('clusterIP'),
    });
    expect(judgeReadiness(one, [{ spec: { clusterIP: '1.1.1.1' } }])).toEqual({
      ready: true,
    });
  });

  it('needs every object of a collection, and none of an empty one', () => {
    expect(judgeReadiness(many, [])).toEqual({ ready: true });
    expect(judgeReadiness(many, [{ data: { a: 'go' } }], 2)).toMatchObject({
      ready: false,
      words: expect.stringContaining('1 of 2'),
    });
    expect(
      judgeReadiness(many, [{ data: { a: 'go' } }, { data: {} }], 2),
    ).toMatchObject({ ready: false, words: expect.stringContaining('[1]') });
  });
});
