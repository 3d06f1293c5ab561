import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import {
  APPROVE_TEMPLATE_KIND,
  type ChangeDetail,
  isTerminal,
  PORTAL_ENVIRONMENT,
  type ProposeRequest,
  templateRef,
} from '@mandate/plugin-mandate-common';
import { approvedByPeople } from './__testUtils__/approvedByPeople';
import { eventually } from './__testUtils__/eventually';
import { PortalWorld } from './__testUtils__/PortalWorld';
import { ROOT } from './__testUtils__/ServiceProcess';

jest.setTimeout(900_000);

const CHANGE_LIMIT_MS = 240_000;
const IMAGE = 'mandate.test/workload:v1';
const HELM = process.env.MANDATE_TEST_HELM ?? 'helm';
const KUBECTL = process.env.MANDATE_TEST_KUBECTL ?? 'kubectl';

const areThere = [
  spawnSync(HELM, ['version'], { timeout: 20_000 }),
  spawnSync(KUBECTL, ['version', '--client'], { timeout: 20_000 }),
].every(({ status }) => status === 0);

(areThere ? describe : describe.skip)(
  'charts and bases through the API of the portal, on the embedded cluster (needs helm and kubectl, or MANDATE_TEST_HELM and MANDATE_TEST_KUBECTL with their paths)',
  () => {
    let world: PortalWorld;

    beforeAll(async () => {
      world = await PortalWorld.start({
        config: {
          mandate: {
            templates: {
              directories: [
                join(ROOT, 'examples/templates'),
                join(ROOT, 'examples/packaged-templates'),
              ],
              programs: { helm: HELM, kubectl: KUBECTL },
            },
          },
        },
      });
    });
    afterAll(() => world?.stop());

    it.each(['hello-chart', 'hello-base'])(
      '%s is approved by its digest, and deployed as standard',
      async name => {
        const templates = world.templatesAs('developer');
        const {
          current: digest,
          versions,
          trouble,
        } = await templates.getTemplate(name);
        expect(trouble).toBeUndefined();
        expect(versions).toMatchObject([{ digest, state: 'not-approved' }]);
        const { text } = await templates.getTemplateVersion({ name, digest });
        const approval = await decided(world, {
          kind: APPROVE_TEMPLATE_KIND,
          target: {
            entityRef: templateRef(name),
            environment: PORTAL_ENVIRONMENT,
          },
          input: { action: 'approve', text },
          reason: 'Charts that we have come along.',
        });
        expect(approval.state).toBe('succeeded');
        const deploy = await decided(world, deployment(name));
        expect({
          state: deploy.state,
          template: deploy.current?.plan.template,
        }).toMatchObject({
          state: 'succeeded',
          template: {
            name,
            digest,
            approved: true,
            classification: 'standard',
          },
        });
        await expect(
          templates.listTemplateInstances({ template: name }),
        ).resolves.toMatchObject([{ digest, state: 'approved' }]);
      },
    );
  },
);

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
