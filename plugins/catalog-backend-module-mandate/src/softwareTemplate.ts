import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  type Entity,
} from '@backstage/catalog-model';
import {
  TEMPLATE_ANNOTATION,
  type TemplateView,
} from '@mandate/plugin-mandate-common';
import type { JsonObject } from '@backstage/types';
import type { SizePrices } from './parameterField';
import { parameterStep, propertiesOf } from './parameterStep';

/** Where the catalog says the entities come from. */
export const APPROVED_TEMPLATES_LOCATION = 'mandate:approved-templates';

/** It has no value, and no template has a parameter of this name that would be hidden by it: parameters are camel case. */
const PREVIEW_FIELD = 'decision-preview';

/** The form and the step by which people get an instance of an approved template. */
export function softwareTemplate(
  template: TemplateView,
  prices: SizePrices,
): Entity {
  const { name, title, description, owner, containerType } = template;
  const properties = propertiesOf(template.schema);
  return {
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: {
      name,
      title,
      description: template.deprecated
        ? `Deprecated: ${template.deprecated} ${description}`
        : description,
      annotations: {
        [TEMPLATE_ANNOTATION]: name,
        'mandate.dev/template-digest': template.current,
        [ANNOTATION_LOCATION]: APPROVED_TEMPLATES_LOCATION,
        [ANNOTATION_ORIGIN_LOCATION]: APPROVED_TEMPLATES_LOCATION,
      },
      tags: ['approved', ...(template.deprecated ? ['deprecated'] : [])],
    },
    spec: {
      owner: owner ?? 'group:default/platform',
      type: containerType ?? 'service',
      parameters: [
        about(containerType),
        ...withPreview(
          name,
          template.groups.map(group => parameterStep(group, template, prices)),
        ),
      ],
      steps: [
        {
          id: 'provision',
          name: `Propose the ${title}`,
          action: 'mandate:provision',
          input: {
            template: name,
            ...Object.fromEntries(
              [
                'name',
                'description',
                'owner',
                'system',
                'environment',
                'reason',
              ].map(field => [field, `\${{ parameters.${field} }}`]),
            ),
            parameters: Object.fromEntries(
              Object.keys(properties).map(parameter => [
                parameter,
                `\${{ parameters.${parameter} }}`,
              ]),
            ),
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

function about(containerType: string | undefined): JsonObject {
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
        maxLength: 52,
        'ui:autofocus': true,
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
        ...(containerType && { 'ui:options': { containerType } }),
      },
      reason: {
        title: 'Why',
        type: 'string',
        description:
          'For those who approve it, when people are asked; the need in your own words',
        maxLength: 2_000,
        'ui:widget': 'textarea',
      },
    },
  };
}

/** The last step shows what would be decided about all of the form. */
function withPreview(
  template: string,
  steps: readonly JsonObject[],
): readonly JsonObject[] {
  return steps.map((one, index) =>
    index < steps.length - 1
      ? one
      : {
          ...one,
          properties: {
            ...propertiesOf(one),
            [PREVIEW_FIELD]: {
              title: 'What will be decided',
              type: 'string',
              'ui:field': 'MandateDecisionPreview',
              'ui:options': { template },
            },
          },
        },
  );
}
