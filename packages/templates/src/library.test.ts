import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { parseTemplate } from './parseTemplate';
import { renderTemplate } from './rendering/renderTemplate';
import { embeddedSchemas } from './__testUtils__/kubernetesSchemas';
import {
  LIBRARY_FOLDER,
  LIBRARY_NAMES,
  libraryTemplate,
  readLibraryFile,
} from './__testUtils__/library';
import { parameterSteps } from './__testUtils__/parameterSteps';

const UPDATE_GOLDENS = process.env.UPDATE_GOLDENS === '1';

describe.each(LIBRARY_NAMES)('the library template %s', name => {
  it('parses without a warning, under the name of its folder', () => {
    const result = parseTemplate(readLibraryFile(name, 'template.yaml'), {
      schemas: embeddedSchemas(),
    });
    expect(result).toMatchObject({ ok: true, template: { name } });
    // A kind that the embedded cluster does not serve is checked on a real one only.
    expect(
      result.ok &&
        result.warnings.filter(({ code }) => code !== 'unknown-kind'),
    ).toEqual([]);
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
});

/** Those that are made by hand; the catalog makes one of every other approved template by itself. */
const BY_HAND = LIBRARY_NAMES.filter(name =>
  existsSync(join(LIBRARY_FOLDER, name, 'software-template.yaml')),
);

describe.each(BY_HAND)('the software template %s', name => {
  it('asks for the same parameters as the template', () => {
    const template = libraryTemplate(name);
    const software = parse(readLibraryFile(name, 'software-template.yaml'));
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
    expect(steps.map(withoutWidgets)).toEqual(parameterSteps(template));
    expect(software.spec.steps).toMatchObject([
      { action: 'mandate:provision', input: { template: name } },
    ]);
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

/** How a form draws a field is the software template's own business. */
function withoutWidgets(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, field) =>
      key.startsWith('ui:') || key === 'decision-preview' ? undefined : field,
    ),
  );
}
