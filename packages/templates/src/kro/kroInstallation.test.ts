import { stringify } from 'yaml';
import {
  LIBRARY_NAMES,
  libraryTemplate,
  parsed,
} from '../__testUtils__/library';
import { templateText } from '../__testUtils__/document';
import { parameterSets } from '../__testUtils__/parameterSets';
import { renderTemplate } from '../rendering/renderTemplate';
import type { Template } from '../template';
import { kroInstallation } from './kroInstallation';

const instance = { name: 'checkout', namespace: 'dev' };

function kindOf(template: Template): string {
  return String(
    kroInstallation(template)?.instance({ instance, values: {} }).kind,
  );
}

describe('a template where kro runs', () => {
  it.each(LIBRARY_NAMES)(
    'is the same file but for its name and kind: %s',
    name => {
      const template = libraryTemplate(name);
      const installed = parsed(
        stringify(kroInstallation(template)?.definition),
      );
      const kind = kindOf(template);
      expect(kind).toMatch(/^[A-Z][A-Za-z]+V[0-9a-f]{12}$/);
      expect(`${kind}s`.length).toBeLessThan(64);
      expect(installed.instanceType).toEqual({
        ...template.instanceType,
        kind,
      });
      const [{ values }] = parameterSets(template);
      const rendered = renderTemplate({ template, instance, values });
      expect(rendered.ok).toBe(true);
      expect(renderTemplate({ template: installed, instance, values })).toEqual(
        rendered,
      );
    },
  );

  it('has another kind for each version, so that instances stay with theirs', () => {
    const one = parsed(templateText());
    const same = parsed(`# The same\n${templateText()}`);
    const other = parsed(
      templateText({ annotations: 'mandate.dev/title: Other' }),
    );
    expect(kindOf(same)).toBe(kindOf(one));
    expect(kindOf(other)).not.toBe(kindOf(one));
  });
});
