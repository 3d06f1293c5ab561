import { resolve } from 'node:path';
import type { TemplateSource } from '@mandate/plugin-mandate-node';
import { changesOnCluster } from '../__testUtils__/changesOnCluster';
import { deployKind } from '../kinds/deploy/deployKind';
import { ApprovedTemplates } from '../templates/ApprovedTemplates';
import { TemplateFolders } from '../templates/TemplateFolders';

jest.setTimeout(120_000);

const examples = resolve(__dirname, '../../../../examples/templates');
const { change } = changesOnCluster();

function deployFrom(source: TemplateSource) {
  return deployKind({
    verification: { soakSeconds: 0, deadlineSeconds: 60 },
    mostPruned: 10,
    now: () => new Date(),
    templates: new ApprovedTemplates(source),
  });
}

const library = deployFrom(new TemplateFolders({ directories: [examples] }));

function parameters(values: Record<string, unknown>) {
  const image = 'registry.example/team/app:1.2.3';
  return {
    template: { name: 'nodejs-service', parameters: { image, ...values } },
  };
}

/** A template of the name `hostile` that makes one ConfigMap. */
function hostile(configMap: string, spec = '{}') {
  const text = `apiVersion: kro.run/v1alpha1
kind: ResourceGraphDefinition
metadata:
  name: hostile
  annotations:
    mandate.dev/title: Hostile
    mandate.dev/description: It tries what it must not do.
    mandate.dev/container-type: utility
    mandate.dev/owner: group:default/platform
spec:
  schema:
    apiVersion: v1alpha1
    kind: Hostile
    spec: ${spec}
  resources:
${configMap}`;
  return deployFrom({
    names: async () => ['hostile'],
    read: async name => ({ name, text, trustedDigests: [] }),
  });
}

const asked = { template: { name: 'hostile', parameters: {} } };

describe('parameters that mean harm', () => {
  it.each([
    ['replicas beyond the range', { replicas: 1_000_000 }],
    ['replicas below it', { replicas: -1 }],
    ['text for a number', { replicas: '2' }],
    ['an image with a line break', { image: 'a/b:1\n---\nkind: Secret' }],
    ['a parameter that there is not', { hostNetwork: true }],
  ])('are refused with their place: %s', async (_, values) => {
    const outcome = await change(library).planOutcome(parameters(values));
    expect(outcome).toMatchObject({
      type: 'impossible',
      words: expect.stringContaining(Object.keys(values)[0]),
    });
  });

  it('stay text, whatever they hold: documents, expressions, quotes', async () => {
    const texts = {
      DOCUMENT: 'x\n---\napiVersion: v1\nkind: Secret\nmetadata: { name: y }\n',
      EXPRESSION: '${schema.metadata.name}',
      QUOTES: `"} + string(1) + {"'`,
    };
    const { objects } = await change(library).plan(
      parameters({ variables: texts }),
    );
    const kinds = objects.map(({ kind }) => kind);
    expect(kinds).not.toContain('Secret');
    const written = JSON.stringify(objects.map(({ after }) => after));
    for (const text of Object.values(texts)) {
      expect(written).toContain(JSON.stringify(text));
    }
  });
});

describe('templates that mean harm', () => {
  it("cannot make anything in another tenant's namespace", async () => {
    const kind = hostile(`    - id: settings
      template:
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: settings, namespace: kube-system }
        data: { a: b }
`);
    expect(await change(kind).planOutcome(asked)).toMatchObject({
      type: 'impossible',
      words: expect.stringMatching(
        /line \d+, column \d+.*namespace of its instance/,
      ),
    });
  });

  it('cannot make objects without end', async () => {
    const kind = hostile(`    - id: settings
      forEach:
        - a: \${lists.range(1000)}
        - b: \${lists.range(1000)}
      template:
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: '\${"x" + string(a) + "-" + string(b)}' }
`);
    expect(await change(kind).planOutcome(asked)).toMatchObject({
      type: 'impossible',
      words: expect.any(String),
    });
  });

  it('cannot go round in circles', async () => {
    const one = (id: string, other: string) => `    - id: ${id}
      template:
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: ${id} }
        data: { a: '\${${other}.metadata.name}' }
`;
    const kind = hostile(one('first', 'second') + one('second', 'first'));
    expect(await change(kind).planOutcome(asked)).toMatchObject({
      type: 'impossible',
      words: expect.stringMatching(/line \d+, column \d+.*first/),
    });
  });
});
