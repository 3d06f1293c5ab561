import { isJsonObject, JsonObject, JsonValue } from '../json';
import { yamlReader } from './yamlReader';

/** What a chart says of itself, or everything that keeps it from being used. */
export interface PackageContents {
  readonly title?: string;
  readonly description?: string;
  readonly annotations: Readonly<Record<string, string>>;
  readonly schema: JsonObject;
  readonly defaults: JsonObject;
  /** Each with the file it is about. */
  readonly problems: readonly {
    readonly file: string;
    readonly message: string;
  }[];
}

/**
 * Reads a Helm chart's files. Nothing is ever fetched, so dependencies must lie in `charts`; what `helm template` does not
 * make an instance of, such as CRDs and library charts, is refused.
 */
export function readHelmChart(
  files: Readonly<Record<string, string>>,
): PackageContents {
  const problems: { file: string; message: string }[] = [];
  const read = yamlReader(files, problems);
  const chart = read('Chart.yaml');
  if (files['Chart.yaml'] === undefined) {
    problems.push({ file: 'Chart.yaml', message: 'A chart has this file.' });
  }
  if (chart.type === 'library') {
    problems.push({
      file: 'Chart.yaml',
      message:
        'A library chart makes nothing by itself. Use a chart that includes it.',
    });
  }
  for (const name of missingDependencies(chart, files)) {
    problems.push({
      file: 'Chart.yaml',
      message: `It depends on ${name}, which is not in charts/${name}. Nothing is fetched when a template is rendered: unpack it there.`,
    });
  }
  const definitions = Object.keys(files).filter(file =>
    /(^|\/)crds\//.test(file),
  );
  if (definitions.length > 0) {
    problems.push({
      file: definitions[0],
      message:
        'A CustomResourceDefinition lives outside namespaces. Ask the platform’s owners to install it, and take it out of the chart.',
    });
  }
  for (const file of Object.keys(files)) {
    if (
      /(^|\/)values\.schema\.json$/.test(file) &&
      readsElsewhere(read(file))
    ) {
      problems.push({
        file,
        message:
          'It refers to a schema elsewhere. Nothing is fetched when a template is rendered: write it out, and refer to it by "#/…".',
      });
    }
  }
  return {
    title: textOf(chart.name),
    description: textOf(chart.description),
    annotations: ownAnnotations(chart.annotations),
    schema: read('values.schema.json'),
    defaults: read('values.yaml'),
    problems,
  };
}

/** Of a mapping of annotations those that are ours. */
export function ownAnnotations(
  annotations: JsonValue | undefined,
): Readonly<Record<string, string>> {
  return isJsonObject(annotations)
    ? Object.fromEntries(
        Object.entries(annotations).flatMap(([key, value]) =>
          key.startsWith('mandate.dev/') && typeof value === 'string'
            ? [[key, value]]
            : [],
        ),
      )
    : {};
}

function missingDependencies(
  { dependencies }: JsonObject,
  files: Readonly<Record<string, string>>,
): readonly string[] {
  return (Array.isArray(dependencies) ? dependencies : []).flatMap(
    (dependency: JsonValue) => {
      const name = isJsonObject(dependency)
        ? textOf(dependency.name)
        : undefined;
      return name !== undefined &&
        files[`charts/${name}/Chart.yaml`] === undefined
        ? [name]
        : [];
    },
  );
}

function readsElsewhere(value: JsonValue): boolean {
  if (Array.isArray(value)) {
    return value.some(readsElsewhere);
  }
  return (
    isJsonObject(value) &&
    Object.entries(value).some(
      ([key, inner]) =>
        (['$ref', '$dynamicRef', '$schema', '$id'].includes(key) &&
          typeof inner === 'string' &&
          !inner.startsWith('#') &&
          !isKnownSchema(key, inner)) ||
        readsElsewhere(inner),
    )
  );
}

/** Validators know the published drafts by heart. */
function isKnownSchema(key: string, address: string): boolean {
  return (
    key === '$schema' &&
    /^https?:\/\/json-schema\.org\/(draft-0[467]|draft\/(2019-09|2020-12))\/schema#?$/.test(
      address,
    )
  );
}

function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
