import {
  templateText,
  configMap,
  DocumentParts,
} from '../__testUtils__/document';
import { parsed } from '../__testUtils__/library';
import { compareTemplates } from './compareTemplates';
import { previewUpgrade } from './previewUpgrade';

const instance = { name: 'shop', namespace: 'dev' };

function template(parts: DocumentParts) {
  return parsed(templateText(parts));
}

function program(image: string, upgradeClass = 'stateful') {
  return template({
    annotations: `mandate.dev/upgrade-class: ${upgradeClass}`,
    resources: `- id: server
  template:
    apiVersion: apps/v1
    kind: StatefulSet
    metadata: {name: "\${schema.metadata.name}"}
    spec: {template: {spec: {containers: [{name: db, image: "${image}"}]}}}`,
  });
}

const old = template({
  parameters:
    'size: integer | default=1 maximum=9\nname: string | default=a\ngone: string | default=x\nlevel: string | enum="low,high" default=low',
  resources: configMap(
    'settings',
    'size: ${string(schema.spec.size)}\nname: ${schema.spec.name}${schema.spec.gone}${schema.spec.level}',
  ),
});
const next = template({
  parameters:
    'size: integer | default=2 maximum=5\nname: integer | default=1\nadded: string | required=true\nlevel: string | enum="low" default=low',
  resources: [
    configMap(
      'settings',
      'size: ${string(schema.spec.size)}\nname: ${string(schema.spec.name)}${schema.spec.added}${schema.spec.level}',
    ),
    configMap('more', 'a: b'),
  ].join('\n'),
});

describe('compareTemplates', () => {
  it('names what breaks, what is notable and what is neither', () => {
    expect(
      compareTemplates(old, next).map(({ effect, words }) => [effect, words]),
    ).toEqual([
      ['breaking', 'gone is no longer a parameter.'],
      ['breaking', 'size has the maximum 5 now.'],
      ['notable', 'size has the default 2 now; it was 1.'],
      ['breaking', 'name was string and is integer now.'],
      ['breaking', 'added is new and must be given.'],
      ['breaking', 'level no longer allows high.'],
      ['notable', 'The ConfigMap more is new.'],
    ]);
  });

  it('finds nothing between equal versions', () => {
    expect(compareTemplates(old, old)).toEqual([]);
  });
});

describe('previewUpgrade', () => {
  it('says what keeps an instance from the new version', () => {
    const preview = previewUpgrade({
      before: old,
      after: next,
      instance,
      values: { gone: 'y' },
    });
    expect(preview).toMatchObject({
      status: 'blocked',
      problems: expect.arrayContaining([
        expect.stringContaining('no parameter gone'),
        expect.stringContaining('added'),
      ]),
    });
  });

  it('shows each object that changes, comes or goes', () => {
    const after = template({
      parameters: 'size: integer | default=1',
      resources: [
        configMap('settings', 'size: "${string(schema.spec.size)} GiB"'),
        configMap('more', 'a: b'),
      ].join('\n'),
    });
    const before = template({
      parameters: 'size: integer | default=1',
      resources: [
        configMap('settings', 'size: ${string(schema.spec.size)}'),
        configMap('less', 'a: b'),
      ].join('\n'),
    });
    expect(
      previewUpgrade({ before, after, instance, values: {} }),
    ).toMatchObject({
      status: 'changes',
      objects: [
        { name: 'shop-settings', action: 'update' },
        { name: 'shop-more', action: 'create', before: null },
        { name: 'shop-less', action: 'delete', after: null },
      ],
      needsPerson: [],
    });
  });

  it.each([
    ['db:18.1', 'db:18.2', 'minor', 0],
    ['db:18.1.1', 'db:18.1.2', 'patch', 0],
    ['db:17.9', 'db:18.0', 'major', 1],
    ['db:17.9', 'other:17.9', 'unknown', 1],
  ])(
    'from %s to %s is %s, and needs a person where data may not go back',
    (from, to, bump, persons) => {
      const preview = previewUpgrade({
        before: program(from),
        after: program(to),
        instance,
        values: {},
      });
      expect(preview).toMatchObject({ bump });
      expect(
        preview.status === 'blocked' ? undefined : preview.needsPerson,
      ).toHaveLength(persons);
    },
  );

  it('does not ask a person for a major version that keeps nothing', () => {
    expect(
      previewUpgrade({
        before: program('web:1.0', 'rolling'),
        after: program('web:2.0', 'rolling'),
        instance,
        values: {},
      }),
    ).toMatchObject({ bump: 'major', needsPerson: [] });
  });
});
