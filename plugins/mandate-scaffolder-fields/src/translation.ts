import { createTranslationRef } from '@backstage/frontend-plugin-api';

/**
 * Texts of the form fields.
 *
 * @public
 */
export const scaffolderFieldsTranslationRef = createTranslationRef({
  id: 'mandate-scaffolder-fields',
  messages: {
    label: 'Environment',
    placeholder: 'Choose an environment',
    production: '{{title}} (serves real users)',
    none: 'No environment is configured. Ask who runs the portal.',
    required: 'Choose an environment.',
    applies: 'What applies there',
    where: 'cluster {{cluster}}, namespace {{namespace}}',
    deploy: 'Deploying',
    budget: 'Budget',
    limits: 'Limits',
    noLimits: 'none',
    hard: 'never beyond',
    mandates: 'From',
    noMandate: 'No mandate covers this, so people decide.',
    limit: {
      replicas: '{{number}} pods',
      cpuCores: '{{number}} CPU cores',
      memoryGiB: '{{number}} GiB of memory',
      storageGiB: '{{number}} GiB of storage',
      bandwidthMbps: '{{number}} Mbit/s of network',
      monthlyCost: '{{number}} a month in the portal’s currency',
      versionBump: 'version steps up to {{number}}',
      registries: 'images from {{number}}',
      arguments: '{{number}}',
    },
  },
});
