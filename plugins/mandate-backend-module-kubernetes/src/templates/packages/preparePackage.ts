import type { TemplatePackageRenderer } from '@mandate/plugin-mandate-node';
import { isFields } from '@mandate/plugin-mandate-node';
import { PARAMETERS_FILE } from '@mandate/templates';
import { parse, stringify } from 'yaml';

type PackageRequest = Parameters<TemplatePackageRenderer['render']>[0];

/** What to write into an empty folder, and what to run there. */
export interface PreparedPackage {
  /** Text by path in the folder. */
  readonly files: Readonly<Record<string, string>>;
  readonly arguments: readonly string[];
}

/** What charts see as the cluster's version: always the same, so that an instance is rendered alike everywhere. */
export const KUBERNETES_VERSION = '1.34.0';

/** Prepares a folder for the program that renders the format. Nothing from outside the folder is ever named. */
export function preparePackage(request: PackageRequest): PreparedPackage {
  return request.format === 'helm'
    ? prepareChart(request)
    : prepareBase(request);
}

/**
 * The chart with the instance's name as its release. A chart that has the value `fullnameOverride`, as those that
 * `helm create` makes do, gets the instance's name for it: what it makes is called as the entity is.
 */
function prepareChart({
  files,
  instance,
  values,
}: PackageRequest): PreparedPackage {
  const isNamedByValue =
    hasField(files['values.yaml'], 'fullnameOverride') &&
    !values.fullnameOverride;
  return {
    files: {
      ...inFolder('chart', files),
      'values.json': JSON.stringify({
        ...values,
        ...(isNamedByValue && { fullnameOverride: instance.name }),
      }),
    },
    arguments: [
      'template',
      '--namespace',
      instance.namespace,
      '--values',
      'values.json',
      '--kube-version',
      KUBERNETES_VERSION,
      '--skip-tests',
      '--',
      instance.name,
      './chart',
    ],
  };
}

/**
 * The base under a kustomization that sets the namespace. The values are in a ConfigMap of the file `parameters.yaml`,
 * which the base may list among its resources and read in `replacements`; it is no object of the instance.
 */
function prepareBase({
  files,
  instance,
  values,
}: PackageRequest): PreparedPackage {
  const data = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
  return {
    files: {
      ...inFolder('base', files),
      [`base/${PARAMETERS_FILE}`]: stringify({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: {
          name: 'parameters',
          annotations: { 'config.kubernetes.io/local-config': 'true' },
        },
        data: {
          ...data,
          instance: instance.name,
          namespace: instance.namespace,
        },
      }),
      'instance/kustomization.yaml': stringify({
        resources: ['../base'],
        namespace: instance.namespace,
      }),
    },
    arguments: ['kustomize', './instance'],
  };
}

function inFolder(
  folder: string,
  files: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]),
  );
}

function hasField(text: string | undefined, field: string): boolean {
  try {
    const values: unknown = parse(text ?? '', { maxAliasCount: 0 });
    return isFields(values) && Object.hasOwn(values, field);
  } catch {
    return false;
  }
}
