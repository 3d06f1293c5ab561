import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  APPROVE_TEMPLATE_KIND,
  PORTAL_ENVIRONMENT,
  type ProposeRequest,
  templateRef,
} from '@mandate/plugin-mandate-common';
import { ROOT } from './ServiceProcess';

/** A template of the library with a check that is never true: its approval, and its deploy. */
export function checkedDeploys(): readonly ProposeRequest[] {
  const name = 'checked-service';
  const text = readFileSync(
    join(ROOT, 'examples/templates/web-service/template.yaml'),
    'utf8',
  )
    .replace('  name: web-service', `  name: ${name}`)
    .replace(
      'mandate.dev/checks: |\n',
      `$&      - name: has-address
        condition: \${service.spec.clusterIP == "10.0.0.1"}
        message: Nobody reaches it.
        final: true
`,
    );
  return [
    {
      kind: APPROVE_TEMPLATE_KIND,
      target: {
        entityRef: templateRef(name),
        environment: PORTAL_ENVIRONMENT,
      },
      input: { action: 'approve', text },
      reason: 'To see what a false check does.',
    },
    {
      kind: 'deploy',
      target: {
        entityRef: 'component:default/checked-shop',
        environment: 'dev',
      },
      input: {
        template: { name, parameters: { image: 'mandate.test/workload:v1' } },
      },
      entity: {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: {
          name: 'checked-shop',
          namespace: 'default',
          annotations: {
            'mandate.dev/template': name,
            'mandate.dev/container-type': 'core-service',
          },
        },
        spec: {
          type: 'service',
          lifecycle: 'experimental',
          owner: 'group:default/shop',
          system: 'shop',
        },
      },
    },
  ];
}
