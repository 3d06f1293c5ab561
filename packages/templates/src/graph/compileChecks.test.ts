import { parseTemplate } from '../parseTemplate';
import { configMap, templateText } from '../__testUtils__/document';
import { embeddedSchemas } from '../__testUtils__/kubernetesSchemas';

const schemas = embeddedSchemas();

const RESOURCES = `${configMap('settings', 'key: value')}
- id: deployment
  template:
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: \${schema.metadata.name}
    spec:
      replicas: \${schema.spec.replicas}
      selector: { matchLabels: { app: shop } }
      template:
        metadata: { labels: { app: shop } }
        spec: { containers: [{ name: main, image: 'shop:1' }] }`;

function parsed(checks: string) {
  return parseTemplate(
    templateText({
      annotations: `mandate.dev/title: Example\nmandate.dev/checks: |\n${checks}`,
      parameters: 'replicas: integer | default=2',
      resources: RESOURCES,
    }),
    { schemas },
  );
}

function check(condition: string): string {
  return `  - name: enough\n    condition: ${condition}\n    message: Look at the pods.`;
}

describe('the checks of a template', () => {
  it('read parameters and live objects, and are kept with their message', () => {
    const result = parsed(
      check('${deployment.status.availableReplicas >= schema.spec.replicas}'),
    );
    expect(result).toMatchObject({
      ok: true,
      template: {
        checks: [
          {
            name: 'enough',
            message: 'Look at the pods.',
            condition: {
              source:
                'deployment.status.availableReplicas >= schema.spec.replicas',
            },
          },
        ],
      },
    });
  });

  it.each([
    ['no condition', '${deployment.status.replicas}', /must be true or false/],
    ['no expression', 'deployment is well', /is one expression/],
    ['of other types', '${deployment.status.replicas == "2"}', /overload/],
    ['of no field', '${deployment.status.readyReplica == 2}', /readyReplica/],
    ['of no resource', '${service.spec.clusterIP != ""}', /service/],
    ['of no parameter', '${schema.spec.copies == 2}', /copies/],
    ['no CEL', '${deployment.status.replicas ==}', /./],
  ])(
    'are refused at their line and column when one is %s',
    (_, condition, message) => {
      const result = parsed(check(condition));
      if (result.ok) {
        throw new Error('It was accepted.');
      }
      // The condition stands in the list's second line, behind its key.
      expect(result.problems).toEqual([
        expect.objectContaining({
          code: 'invalid-expression',
          path: 'metadata.annotations["mandate.dev/checks"]',
          line: 9,
          column: 20,
          message: expect.stringMatching(message),
        }),
      ]);
      expect(result.problems[0].message).toContain('The check enough: ');
    },
  );

  it.each([
    ['a name twice', `${check('${true}')}\n${check('${true}')}`, 8],
    ['a field that is none', `${check('${true}')}\n    type: tcp`, 8],
    ['no message', '  - name: enough\n    condition: ${true}', 8],
    ['another form', '  - { type: tcp, name: answers, service: service }', 8],
  ])('are refused with %s', (_, checks, line) => {
    expect(parsed(checks)).toMatchObject({
      ok: false,
      problems: [expect.objectContaining({ code: 'invalid-annotation', line })],
    });
  });
});
