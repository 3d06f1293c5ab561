import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { renderTemplate } from './rendering/renderTemplate';
import { KubernetesObject } from './rendering/kubernetesObject';
import { templateDigest } from './templateDigest';
import { Template } from './template';
import {
  LIBRARY_FOLDER,
  LIBRARY_NAMES,
  libraryTemplate,
} from './__testUtils__/library';
import {
  CheckedTemplate,
  FRAMEWORK,
  libraryPage,
} from './__testUtils__/libraryPage';
import {
  hardeningFindings,
  openWorkloads,
  podSecurityFindings,
  undisrupted,
  unpinnedImages,
} from './__testUtils__/objectFindings';
import { ParameterSet, parameterSets } from './__testUtils__/parameterSets';
import { readPortalRecord } from './__testUtils__/portalRecord';
import { readServerRecord } from './__testUtils__/serverRecord';

const PAGE = resolve(LIBRARY_FOLDER, '../../docs/template-library.md');
const server = readServerRecord();
const portal = readPortalRecord();
const checked: CheckedTemplate[] = [];

describe.each(LIBRARY_NAMES)('the library template %s', name => {
  it('renders defaults, extremes and random values to objects that keep what it claims', () => {
    const template = libraryTemplate(name);
    const sets = parameterSets(template);
    const rendered = sets.map(set => objectsOf(template, set));
    expect(
      rendered.flatMap((objects, index) =>
        findingsOf(template, objects).map(
          finding => `${sets[index].name}: ${finding}`,
        ),
      ),
    ).toEqual([]);

    const digest = templateDigest(template);
    const seen = server.templates[name];
    checked.push({
      template,
      kinds: rendered[0].map(({ kind }) => kind),
      sets: sets.length,
      goldens: goldensOf(name),
      ...(seen?.digest === digest && { acceptedByServer: seen.objects }),
      isDeployedByPortal: portal.get(name) === digest,
    });
  });
});

describe('docs/template-library.md', () => {
  it('is as the checks write it (UPDATE_GOLDENS=1 yarn test libraryChecks)', async () => {
    const page = await format(libraryPage(checked, server.version), {
      ...(await resolveConfig(PAGE)),
      parser: 'markdown',
    });
    if (process.env.UPDATE_GOLDENS === '1') {
      writeFileSync(PAGE, page);
    }
    expect(readFileSync(PAGE, 'utf8')).toBe(page);
  });

  it('names every template of the library under what the framework asks for', () => {
    expect(
      [...new Set(FRAMEWORK.flatMap(([, , names]) => names))].sort(),
    ).toEqual(LIBRARY_NAMES);
  });
});

function objectsOf(
  template: Template,
  { name, values }: ParameterSet,
): readonly KubernetesObject[] {
  const result = renderTemplate({
    template,
    instance: { name: 'checkout', namespace: 'dev' },
    values,
  });
  if (!result.ok) {
    throw new Error(
      `${name}: ${result.problems
        .map(({ path, message }) => `${path} ${message}`)
        .join('; ')}`,
    );
  }
  return result.objects;
}

function findingsOf(
  template: Template,
  objects: readonly KubernetesObject[],
): readonly string[] {
  const { podSecurity, workload } = template.annotations;
  return [
    ...objects.flatMap(object => [
      ...misplaced(object),
      ...podSecurityFindings(object, podSecurity ?? 'restricted'),
      ...hardeningFindings(object),
      ...unpinnedImages(object).map(image => `${image} names no version`),
    ]),
    ...openWorkloads(objects).map(name => `no policy protects ${name}`),
    ...undisrupted(objects).map(name => `nothing keeps a copy of ${name}`),
    ...(workload === undefined ||
    objects.some(({ metadata }) => metadata.name === 'checkout')
      ? []
      : ['no object bears the name of the instance']),
  ];
}

function misplaced({ kind, metadata }: KubernetesObject): readonly string[] {
  const { namespace, labels = {} } = metadata;
  return namespace === 'dev' &&
    kind !== 'Secret' &&
    labels['app.kubernetes.io/instance'] === 'checkout' &&
    labels['backstage.io/kubernetes-id'] === 'checkout'
    ? []
    : [`${kind} ${metadata.name} is misplaced or lacks its labels`];
}

function goldensOf(name: string): number {
  return readdirSync(join(LIBRARY_FOLDER, name, 'golden')).filter(file =>
    file.endsWith('.input.yaml'),
  ).length;
}
