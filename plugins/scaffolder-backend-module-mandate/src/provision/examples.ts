import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

/** Shown beside the action in the portal. */
export const provisionExamples: TemplateExample[] = [
  {
    description: 'A web service in dev, with its defaults',
    example: stringify({
      steps: [
        {
          id: 'provision',
          name: 'Propose the service',
          action: 'mandate:provision',
          input: {
            template: 'web-service',
            name: 'checkout',
            owner: 'group:default/shop',
            system: 'system:default/shop',
            environment: 'dev',
            parameters: { replicas: 2 },
          },
        },
      ],
    }),
  },
  {
    description: 'A version that a step before has tested',
    example: stringify({
      steps: [
        {
          id: 'provision',
          name: 'Propose the service',
          action: 'mandate:provision',
          input: {
            template: 'web-service',
            name: 'checkout',
            owner: 'group:default/shop',
            environment: 'staging',
            parameters: { image: 'registry.example.com/checkout:2.4.0' },
            testResults: [
              {
                name: 'unit',
                outcome: 'passed',
                url: 'https://ci.example.com/checkout/214',
              },
            ],
          },
        },
      ],
    }),
  },
];
