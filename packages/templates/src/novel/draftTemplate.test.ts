import fc from 'fast-check';
import { isJsonObject, JsonObject } from '../json';
import { parseTemplate } from '../parseTemplate';
import { renderTemplate } from '../rendering/renderTemplate';
import { embeddedSchemas } from '../__testUtils__/kubernetesSchemas';
import { LIBRARY_NAMES, libraryTemplate } from '../__testUtils__/library';
import { decisionRecord } from './decisionRecord';
import { draftFromObjects, draftFromTemplate } from './draftTemplate';
import { objectsFromCompose } from './objectsFromCompose';

const identity = {
  name: 'message-queue',
  title: 'Message queue',
  description: 'Holds messages.',
  owner: 'group:default/platform',
};

function rendered(text: string, name: string) {
  const parsed = parseTemplate(text, { schemas: embeddedSchemas() });
  if (!parsed.ok) {
    throw new Error(parsed.problems.map(({ message }) => message).join('\n'));
  }
  const result = renderTemplate({
    template: parsed.template,
    instance: { name, namespace: 'dev' },
    values: {},
  });
  if (!result.ok) {
    throw new Error(JSON.stringify(result.problems));
  }
  return result.objects;
}

const compose = `
name: shop
services:
  web:
    image: registry.example/web:1.2.3
    ports: ["8080:80", 9000]
    environment: {GREETING: "hello \${USER}", DB_PASSWORD: secret}
    restart: always
  worker:
    image: registry.example/worker:2.0.0
    command: run --all
    deploy: {replicas: 3}
  built: {build: .}
`;

describe('a template drafted from a compose file', () => {
  const read = objectsFromCompose(compose);
  const objects = read.ok ? read.objects : [];
  const draft = draftFromObjects(identity, objects);

  it('makes the same objects for an instance of the same name', () => {
    expect(rendered(draft.text, 'shop').map(withoutNamespace)).toEqual(objects);
  });

  it('calls all objects by the instance', () => {
    expect(
      rendered(draft.text, 'other').map(({ metadata }) => metadata.name),
    ).toEqual(['other-web', 'other-web', 'other-worker']);
  });

  it('calls the objects of an only service as the instance itself', () => {
    const one = objectsFromCompose(
      'services: {report: {image: registry.example/report:1.0.0, ports: [80]}}',
    );
    const { text } = draftFromObjects(identity, one.ok ? one.objects : []);
    expect(rendered(text, 'shop').map(({ metadata }) => metadata.name)).toEqual(
      ['shop', 'shop'],
    );
  });

  it('says what it did not take over, secrets above all', () => {
    expect(read.ok && read.notes.join(' ')).toMatch(
      /restart of the service web.*DB_PASSWORD.*secret.*built has no image/,
    );
    expect(draft.text).not.toContain('DB_PASSWORD');
  });

  it('is refused when the file is something else', () => {
    expect(objectsFromCompose('services: [1]')).toMatchObject({ ok: false });
    expect(objectsFromCompose('a: [')).toMatchObject({ ok: false });
  });
});

describe('a template drafted from objects', () => {
  it('gives back the objects it was drafted from, whatever texts they hold', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.stringMatching(/^[a-z]{1,8}$/),
          fc.oneof(
            fc.string(),
            fc.constantFrom('${a}', '$${', '${"x"}', 'shop', 'my-shop-x'),
          ),
        ),
        data => {
          const object: JsonObject = {
            apiVersion: 'v1',
            kind: 'ConfigMap',
            metadata: { name: 'shop' },
            data,
          };
          const { text } = draftFromObjects(identity, [object]);
          expect(rendered(text, 'shop').map(withoutNamespace)).toEqual([
            object,
          ]);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('leaves Secrets out and says so', () => {
    const secret = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'shop' },
      data: { a: 'Yg==' },
    };
    const { text, notes } = draftFromObjects(identity, [
      secret,
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'shop' } },
    ]);
    expect(text).not.toContain('Yg==');
    expect(notes.join(' ')).toContain('Secret shop is left out');
  });
});

describe('a template drafted from the nearest one', () => {
  it.each(LIBRARY_NAMES)('is valid under its new name: %s', name => {
    const { text } = draftFromTemplate(identity, libraryTemplate(name));
    expect(parseTemplate(text)).toMatchObject({
      ok: true,
      template: {
        name: 'message-queue',
        instanceType: { kind: 'MessageQueue' },
        annotations: { title: 'Message queue' },
      },
    });
  });
});

describe('decisionRecord', () => {
  it('keeps the requirement, what was considered, and what was left out', () => {
    const text = decisionRecord({
      ...identity,
      requirement: 'A queue.\n# Not a heading',
      considered: [{ name: 'nats', fit: 0.4, reasons: ['“queue” fits.'] }],
      source: 'a compose file',
      notes: ['A secret was left out.'],
      proposedBy: 'user:default/dana',
      at: '2026-11-26T10:00:00Z',
    });
    expect(text).toContain('> # Not a heading');
    expect(text).toContain('- nats (fit 40 %): “queue” fits.');
    expect(text).toContain('- A secret was left out.');
  });
});

function withoutNamespace(object: JsonObject): JsonObject {
  const { namespace: _, ...metadata } = isJsonObject(object.metadata)
    ? object.metadata
    : {};
  return { ...object, metadata };
}
