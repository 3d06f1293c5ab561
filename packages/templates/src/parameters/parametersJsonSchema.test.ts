import { templateText } from '../__testUtils__/document';
import { parsed } from '../__testUtils__/library';
import { parameterGroups, parametersJsonSchema } from './parametersJsonSchema';

const template = parsed(
  templateText({
    annotations: [
      'mandate.dev/title: Example',
      'mandate.dev/form: |',
      '  titles: { limits.cpu: CPU }',
      '  groups:',
      '    - { title: Basics, description: The basics., parameters: [appName] }',
    ].join('\n'),
    parameters: `appName: string | required=true pattern="^[a-z]+$" description="Its name"
labels: map[string]string | default={}
ports: "[]integer | default=[80] maxItems=3"
limits:
  cpu: string | default="1"
  memory: string | required=true`,
  }),
);

describe('parametersJsonSchema', () => {
  it('writes draft 7 with titles from the annotation or from the names', () => {
    expect(parametersJsonSchema(template)).toEqual({
      $schema: 'http://json-schema.org/draft-07/schema#',
      title: 'Example',
      type: 'object',
      required: ['appName'],
      additionalProperties: false,
      properties: {
        appName: {
          title: 'App name',
          description: 'Its name',
          type: 'string',
          pattern: '^[a-z]+$',
        },
        labels: {
          title: 'Labels',
          type: 'object',
          default: {},
          additionalProperties: { type: 'string' },
        },
        ports: {
          title: 'Ports',
          type: 'array',
          default: [80],
          maxItems: 3,
          items: { type: 'integer' },
        },
        limits: {
          title: 'Limits',
          type: 'object',
          required: ['memory'],
          additionalProperties: false,
          properties: {
            cpu: { title: 'CPU', type: 'string', default: '1' },
            memory: { title: 'Memory', type: 'string' },
          },
        },
      },
    });
  });
});

describe('parameterGroups', () => {
  it('puts parameters that no group names into a last one', () => {
    expect(parameterGroups(template)).toEqual([
      {
        title: 'Basics',
        description: 'The basics.',
        parameters: ['appName'],
      },
      { title: 'More', parameters: ['labels', 'ports', 'limits'] },
    ]);
  });
});
