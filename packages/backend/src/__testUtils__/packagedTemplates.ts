import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import {
  APPROVE_TEMPLATE_KIND,
  type ChangeDetail,
  isTerminal,
  PORTAL_ENVIRONMENT,
  type ProposeRequest,
  type TemplateInstanceView,
  templateRef,
} from '@mandate/plugin-mandate-common';
import { approvedByPeople } from './approvedByPeople';
import { eventually } from './eventually';
import type { PortalWorld } from './PortalWorld';
import { ROOT } from './ServiceProcess';

const CHANGE_LIMIT_MS = 240_000;
const IMAGE = 'mandate.test/workload:v1';
const HELM = process.env.MANDATE_TEST_HELM ?? 'helm';
const KUBECTL = process.env.MANDATE_TEST_KUBECTL ?? 'kubectl';

/** The charts and bases of the examples, each with whether the program that renders it is there. */
export const packagedTemplates = [
  {
    name: 'hello-chart',
    isThere: runs(HELM, ['version']),
    hint: 'helm, or MANDATE_TEST_HELM with its path',
  },
  {
    name: 'hello-base',
    isThere: runs(KUBECTL, ['version', '--client']),
    hint: 'kubectl, or MANDATE_TEST_KUBECTL with its path',
  },
];

/** Configuration of a portal that has them beside the library. */
export const packagedTemplatesConfig = {
  mandate: {
    templates: {
      directories: ['templates', 'packaged-templates'].map(folder =>
        join(ROOT, 'examples', folder),
      ),
      programs: { helm: HELM, kubectl: KUBECTL },
    },
  },
};

/** Has a chart or base approved by its digest and deploys it, all through the API of the portal. */
export async function approveAndDeploy(
  world: PortalWorld,
  name: string,
): Promise<{
  readonly digest: string;
  readonly approval: ChangeDetail;
  readonly deploy: ChangeDetail;
  readonly instances: readonly TemplateInstanceView[];
}> {
  const templates = world.templatesAs('developer');
  const { current: digest } = await templates.getTemplate(name);
  const { text } = await templates.getTemplateVersion({ name, digest });
  const approval = await decided(world, {
    kind: APPROVE_TEMPLATE_KIND,
    target: { entityRef: templateRef(name), environment: PORTAL_ENVIRONMENT },
    input: { action: 'approve', text },
    reason: 'Charts that we have come along.',
  });
  const deploy = await decided(world, deployment(name));
  const instances = await templates.listTemplateInstances({ template: name });
  return { digest, approval, deploy, instances };
}

function runs(program: string, args: readonly string[]): boolean {
  return spawnSync(program, args, { timeout: 20_000 }).status === 0;
}

async function decided(
  world: PortalWorld,
  request: ProposeRequest,
): Promise<ChangeDetail> {
  const developer = world.as('developer');
  const { id } = await developer.propose(request);
  const approvers = [
    world.as('platform-engineer'),
    world.as('security-officer'),
  ];
  return eventually(
    async () => {
      const change = await approvedByPeople(approvers, developer, id);
      return isTerminal(change.state) ? change : undefined;
    },
    { what: `the end of ${id}`, limitMs: CHANGE_LIMIT_MS, everyMs: 1_000 },
  );
}

function deployment(template: string): ProposeRequest {
  return {
    kind: 'deploy',
    target: {
      entityRef: `component:default/my-${template}`,
      environment: 'dev',
    },
    input: {
      template: { name: template, parameters: { image: IMAGE, replicas: 2 } },
    },
    entity: {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name: `my-${template}`,
        namespace: 'default',
        annotations: {
          'mandate.dev/template': template,
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
  };
}
