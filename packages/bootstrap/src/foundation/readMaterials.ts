import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type ClusterObject,
  clusterObjectSchema,
} from '@mandate/plugin-mandate-common';
import { parseTemplate, renderTemplate } from '@mandate/templates';
import { parseAllDocuments } from 'yaml';
import { Trouble } from '../trouble';
import type { RenderTemplate } from './foundation';

const SHIPPED = ['service-account', 'observer', 'executor'];

/** The manifests that the Kubernetes module ships, without the optional ones. */
export function readRoles(): readonly ClusterObject[] {
  const folder = join(
    require.resolve(
      '@mandate/plugin-mandate-backend-module-kubernetes/package.json',
    ),
    '../rbac',
  );
  return SHIPPED.flatMap(name =>
    parseAllDocuments(readFileSync(join(folder, `${name}.yaml`), 'utf8')).map(
      document => clusterObjectSchema.parse(document.toJS()),
    ),
  );
}

/** Renders templates of a folder with one folder for each, as `examples/templates` is. */
export function templateRenderer(directory: string): RenderTemplate {
  return ({ template: name, values, ...instance }) => {
    const parsed = parseTemplate(readTemplate(directory, name));
    if (!parsed.ok) {
      const [{ line, column, message }] = parsed.problems;
      throw new Trouble(
        `The template '${name}' in ${directory} is not valid (line ${line}, column ${column}): ${message}`,
      );
    }
    const { template } = parsed;
    const rendered = renderTemplate({ template, instance, values });
    if (!rendered.ok) {
      const [{ path, message }] = rendered.problems;
      throw new Trouble(
        `The template '${name}' in ${directory} cannot be rendered. ${path}: ${message} Use the library of this version of Mandate.`,
      );
    }
    return rendered.objects.map(object => clusterObjectSchema.parse(object));
  };
}

function readTemplate(directory: string, name: string): string {
  const path = join(directory, name, 'template.yaml');
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Trouble(
      `There is no template at ${path}. Name the folder of the library with --templates.`,
      { cause: error },
    );
  }
}
