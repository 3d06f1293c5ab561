import { isJsonObject, JsonObject, JsonValue } from '../json';
import { ownAnnotations, PackageContents } from './helmChart';
import { yamlReader } from './yamlReader';

/**
 * The file that holds an instance's values when a base is rendered: a ConfigMap for `replacements` to read.
 *
 * @public
 */
export const PARAMETERS_FILE = 'parameters.yaml';
/** Beside it: the JSON Schema of the parameters. */
const SCHEMA_FILE = 'parameters.schema.json';

/** What a kustomization may have: what works on the folder's own files and starts no program. */
const ALLOWED_FIELDS: readonly string[] = [
  'apiVersion',
  'kind',
  'metadata',
  'resources',
  'components',
  'namePrefix',
  'nameSuffix',
  'labels',
  'commonLabels',
  'commonAnnotations',
  'images',
  'replicas',
  'patches',
  'configMapGenerator',
  'generatorOptions',
  'replacements',
  'sortOptions',
];

/**
 * Reads a Kustomize base's files. Remote bases, and everything that starts a program (generators, transformers,
 * validators, charts), is refused: a kustomization may name the folder's own files only.
 */
export function readKustomizeBase(
  files: Readonly<Record<string, string>>,
): PackageContents {
  const problems: { file: string; message: string }[] = [];
  const read = yamlReader(files, problems);
  if (files['kustomization.yaml'] === undefined) {
    problems.push({
      file: 'kustomization.yaml',
      message: 'A base has this file.',
    });
  }
  for (const file of Object.keys(files)) {
    if (/(^|\/)(kustomization\.yml|Kustomization)$/.test(file)) {
      problems.push({ file, message: 'Call it kustomization.yaml.' });
    }
    if (/(^|\/)kustomization\.yaml$/.test(file)) {
      const folder = file.slice(0, -'kustomization.yaml'.length);
      for (const message of faultsOf(read(file), folder, files)) {
        problems.push({ file, message });
      }
    }
  }
  const { metadata } = read('kustomization.yaml');
  const about = isJsonObject(metadata) ? metadata : {};
  return {
    annotations: ownAnnotations(about.annotations),
    schema: read(SCHEMA_FILE),
    defaults: {},
    problems,
  };
}

function faultsOf(
  kustomization: JsonObject,
  folder: string,
  files: Readonly<Record<string, string>>,
): readonly string[] {
  const unknown = Object.keys(kustomization)
    .filter(field => !ALLOWED_FIELDS.includes(field))
    .map(
      field =>
        `${field} is not used here. A base may have ${ALLOWED_FIELDS.join(
          ', ',
        )}.`,
    );
  const missing = pathsIn(kustomization)
    .filter(path => !isInside(path, folder, files))
    .map(
      path =>
        `"${path.slice(
          0,
          100,
        )}" is none of the folder's own files or folders. Nothing is fetched when a template is rendered: put it there.`,
    );
  return [...unknown, ...missing];
}

/** Everything that a kustomization reads from elsewhere. */
function pathsIn(kustomization: JsonObject): readonly string[] {
  const { resources, components, patches, configMapGenerator, replacements } =
    kustomization;
  return [
    ...textsIn(resources),
    ...textsIn(components),
    ...mappingsIn(patches).flatMap(({ path }) => textsIn([path ?? null])),
    ...mappingsIn(replacements).flatMap(({ path }) => textsIn([path ?? null])),
    ...mappingsIn(configMapGenerator).flatMap(generator => [
      ...textsIn(generator.files).map(file => file.replace(/^[^=]*=/, '')),
      ...textsIn(generator.envs),
      ...textsIn([generator.env ?? null]),
    ]),
  ];
}

function isInside(
  path: string,
  folder: string,
  files: Readonly<Record<string, string>>,
): boolean {
  const steps: string[] = folder.split('/').filter(step => step !== '');
  for (const step of path.split('/')) {
    if (step === '..') {
      if (steps.length === 0) {
        return false;
      }
      steps.pop();
    } else if (step !== '' && step !== '.') {
      steps.push(step);
    }
  }
  const place = steps.join('/');
  return (
    !path.startsWith('/') &&
    !path.includes(':') &&
    (place === PARAMETERS_FILE ||
      Object.keys(files).some(
        file => file === place || file.startsWith(`${place}/`),
      ))
  );
}

function textsIn(value: JsonValue | undefined): readonly string[] {
  return (Array.isArray(value) ? value : []).filter(
    (item: JsonValue): item is string => typeof item === 'string',
  );
}

function mappingsIn(value: JsonValue | undefined): readonly JsonObject[] {
  return (Array.isArray(value) ? value : []).filter(isJsonObject);
}
