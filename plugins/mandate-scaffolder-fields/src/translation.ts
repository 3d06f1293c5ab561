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
    whereAlone: 'cluster {{cluster}}',
    deploy: 'Deploying',
    budget: 'Budget',
    limits: 'Limits',
    noLimits: 'none',
    hard: 'never beyond',
    mandates: 'From',
    noMandate: 'No mandate covers this, so people decide.',
    preview: {
      label: 'What will be decided',
      description:
        'Checks what the form says, and shows its effect, its cost, and who would be asked. Nothing is proposed yet.',
      show: 'Show what will be decided',
      missing: 'Fill these in first: {{fields}}.',
      stale: 'The form says something else now. Show it again.',
    },
    size: {
      cpu: 'CPU',
      memory: 'Memory',
      storage: 'Storage',
      own: 'Another size…',
      amount: 'Size',
      invalid:
        'This is no size. Write a number with its unit, such as 250m, 512Mi or 2Gi.',
      price:
        'About {{price}} {{currency}} a month for {{copies}} of it, as requested.',
      within: '{{amount}} of the {{limit}} that may run here without asking.',
      beyond:
        '{{amount}} is more than the {{limit}} that may run here without asking: people decide.',
    },
    secret: {
      label: 'Secret',
      description:
        'Name of a Secret in the same namespace. Never the secret itself',
      looks:
        'This looks like the secret itself. Take it out: forms are kept and shown. Make a Secret in the cluster and give its name.',
      noName:
        'This is no name of a Secret. Use small letters, digits, "-" and ".".',
    },
    schedule: {
      label: 'Schedule',
      hourly: 'Every hour',
      nightly: 'Every night at 03:00',
      weekly: 'Every Sunday at 03:00',
      monthly: 'On the first of each month at 03:00',
      own: 'Another time…',
      expression: 'Cron expression',
      fields: 'Minute, hour, day of the month, month, day of the week',
      invalid:
        'This is no schedule. Write five fields, such as 30 4 * * 1-5 for 04:30 from Monday to Friday.',
    },
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
