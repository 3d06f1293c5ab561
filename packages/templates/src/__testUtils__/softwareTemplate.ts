import { z } from 'zod';
import { JsonObject } from '../json';
import {
  parameterGroups,
  parametersJsonSchema,
} from '../parameters/parametersJsonSchema';
import { Template } from '../template';

/** The Backstage template that offers a template in Create: about the service, then its parameters by group. */
export function softwareTemplate(template: Template) {
  const { name, annotations, parameters } = template;
  const { title, description, containerType = 'core-service' } = annotations;
  return {
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: {
      name,
      title,
      description,
      annotations: { 'mandate.dev/template': name },
      tags: [containerType, 'recommended'],
    },
    spec: {
      owner: annotations.owner,
      type: annotations.upgradeClass === 'stateful' ? 'database' : 'service',
      parameters: [about(containerType), ...parameterSteps(template)],
      steps: [
        {
          id: 'provision',
          name: `Propose the ${title}`,
          action: 'mandate:provision',
          input: {
            template: name,
            ...asked(['name', 'description', 'owner', 'system', 'environment']),
            parameters: asked(Object.keys(parameters.fields)),
          },
        },
      ],
      output: {
        links: [
          {
            title: 'Open the change',
            url: '/changes/${{ steps.provision.output.changeId }}',
          },
          {
            title: 'Open in catalog',
            icon: 'catalog',
            entityRef: '${{ steps.provision.output.entityRef }}',
          },
        ],
      },
    },
  };
}

/** A form's steps for the groups of parameters. */
export function parameterSteps(template: Template): readonly JsonObject[] {
  const { properties, required } = z
    .object({
      properties: z.record(z.string(), z.json()),
      required: z.array(z.string()).default([]),
    })
    .parse(parametersJsonSchema(template));
  return parameterGroups(template).map(group => {
    const needed = required.filter(name => group.parameters.includes(name));
    return {
      title: group.title,
      ...(group.description && { description: group.description }),
      ...(needed.length > 0 && { required: needed }),
      properties: Object.fromEntries(
        group.parameters.map(name => [name, properties[name]]),
      ),
    };
  });
}

function asked(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.map(name => [name, `\${{ parameters.${name} }}`]),
  );
}

function about(containerType: string) {
  return {
    title: 'About',
    description: 'What it is called, whose it is and where it runs.',
    required: ['name', 'owner', 'environment'],
    properties: {
      name: {
        title: 'Name',
        type: 'string',
        description:
          'Small letters, digits and "-". Its objects and its catalog entry are called so',
        pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$',
        minLength: 1,
        maxLength: 46,
        'ui:autofocus': true,
        'ui:help': 'Such as checkout or price-list',
      },
      description: {
        title: 'Description',
        type: 'string',
        description: 'What it is for, in a sentence',
        maxLength: 200,
      },
      owner: {
        title: 'Owner',
        type: 'string',
        description:
          'The group that answers for it and is told when something goes wrong',
        'ui:field': 'OwnerPicker',
        'ui:options': { catalogFilter: { kind: 'Group' } },
      },
      system: {
        title: 'System',
        type: 'string',
        description: 'The system it is a part of',
        'ui:field': 'EntityPicker',
        'ui:options': { catalogFilter: { kind: 'System' } },
      },
      environment: {
        title: 'Environment',
        type: 'string',
        description:
          'Where it runs. Some environments need the approval of people first',
        'ui:field': 'MandateEnvironmentPicker',
        'ui:options': { containerType },
      },
    },
  };
}
