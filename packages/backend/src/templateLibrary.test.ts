import {
  type ChangeDetail,
  isTerminal,
  type MandateApi,
} from '@mandate/plugin-mandate-common';
import { z } from 'zod';
import { approvedByPeople } from './__testUtils__/approvedByPeople';
import { checkedDeploys } from './__testUtils__/checkedDeploys';
import { eventually } from './__testUtils__/eventually';
import {
  type LibraryDeploy,
  libraryDeploy,
  libraryNames,
} from './__testUtils__/libraryDeploys';
import {
  approveAndDeploy,
  packagedTemplates,
  packagedTemplatesConfig,
} from './__testUtils__/packagedTemplates';
import { writePortalRecord } from './__testUtils__/portalRecord';
import { PortalWorld } from './__testUtils__/PortalWorld';

jest.setTimeout(900_000);

/** From the first proposal to the end of the last. */
const ALL_LIMIT_MS = 240_000;
/** Nodes that only the payment processor runs on. */
const PAYMENT_POOL = 'payment';

/** What became of a template: its change, or why the portal refused the proposal. */
type End =
  | { readonly type: 'proposed'; readonly change: ChangeDetail }
  | { readonly type: 'refused'; readonly words: string };

const refusalSchema = z.object({
  body: z.object({ error: z.object({ message: z.string() }) }),
});

describe('the template library through the API of the portal, on the embedded cluster', () => {
  let world: PortalWorld;
  let ends: ReadonlyMap<string, End>;

  beforeAll(async () => {
    world = await PortalWorld.start({ config: packagedTemplatesConfig });
    await addPaymentNode(world);
    const deploys = libraryNames.map(libraryDeploy);
    for (const deploy of deploys) {
      await makeNeeds(world, deploy);
    }
    ends = await deployAll(world, deploys);
  });
  afterAll(() => world?.stop());

  it.each(libraryNames)('%s is proposed, decided, run and verified', name => {
    expect(outcomeOf(ends.get(name))).toEqual({
      state: 'succeeded',
      template: name,
      approved: true,
    });
  });

  it('undoes a deploy when a check of its template is false', async () => {
    const developer = world.as('developer');
    const approvers = [
      world.as('platform-engineer'),
      world.as('security-officer'),
    ];
    const endsAt = Date.now() + ALL_LIMIT_MS;
    const ended: ChangeDetail[] = [];
    for (const request of checkedDeploys()) {
      const { id } = await developer.propose(request);
      await approvedByPeople(approvers, developer, id);
      ended.push(await endOf(developer, id, endsAt));
    }
    expect(ended.map(({ kind, state }) => [kind, state])).toEqual([
      ['approve-template', 'succeeded'],
      ['deploy', 'undone'],
    ]);
    expect(
      ended[1].checks.filter(({ status }) => status === 'failing'),
    ).toEqual([
      expect.objectContaining({
        id: 'check-has-address',
        words: expect.stringContaining('Nobody reaches it.'),
      }),
    ]);
  });

  // Without its program the portal can neither check nor render one, and says so: there is nothing to see then.
  packagedTemplates.forEach(({ name, isThere, hint }) => {
    (isThere ? describe : describe.skip)(`${name} (needs ${hint})`, () => {
      it('is approved by its digest, and deployed as standard', async () => {
        const { digest, approval, deploy, instances } = await approveAndDeploy(
          world,
          name,
        );
        expect(approval.state).toBe('succeeded');
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
        expect(instances).toMatchObject([{ digest, state: 'approved' }]);
      });
    });
  });

  it('names the versions that were deployed (UPDATE_GOLDENS=1 keeps them for docs/template-library.md)', () => {
    const digests = Object.fromEntries(
      [...ends].map(([name, end]) => [name, digestOf(end)]),
    );
    expect(Object.values(digests)).toEqual(
      libraryNames.map(() => expect.stringMatching(/^sha256:/)),
    );
    if (process.env.UPDATE_GOLDENS === '1') {
      writePortalRecord(digests);
    }
  });
});

function outcomeOf(end: End | undefined) {
  if (end?.type !== 'proposed') {
    return end;
  }
  const { state, current, story } = end.change;
  return {
    state,
    template: current?.plan.template?.name,
    approved: current?.plan.template?.approved,
    ...(state === 'succeeded'
      ? {}
      : { story: story.map(({ words }) => words) }),
  };
}

/** The version of the template, when all went well. */
function digestOf(end: End): string | undefined {
  return end.type === 'proposed' && end.change.state === 'succeeded'
    ? end.change.current?.plan.template?.digest
    : undefined;
}

async function deployAll(
  world: PortalWorld,
  deploys: readonly LibraryDeploy[],
): Promise<ReadonlyMap<string, End>> {
  const developer = world.as('developer');
  const approvers = [
    world.as('platform-engineer'),
    world.as('security-officer'),
  ];
  const endsAt = Date.now() + ALL_LIMIT_MS;
  const ends = new Map<string, End>();
  for (const { template, request } of deploys) {
    ends.set(template, await proposed(developer, approvers, request));
  }
  for (const [template, end] of ends) {
    if (end.type === 'proposed') {
      const { id } = end.change;
      const change = await endOf(developer, id, endsAt);
      ends.set(template, { type: 'proposed', change });
    }
  }
  return ends;
}

async function proposed(
  developer: MandateApi,
  approvers: readonly MandateApi[],
  request: LibraryDeploy['request'],
): Promise<End> {
  try {
    const { id } = await developer.propose(request);
    return {
      type: 'proposed',
      change: await approvedByPeople(approvers, developer, id),
    };
  } catch (error) {
    const refusal = refusalSchema.safeParse(error);
    return {
      type: 'refused',
      words: refusal.success ? refusal.data.body.error.message : String(error),
    };
  }
}

/** The change when it has ended, or as it is when the time is over. */
async function endOf(
  developer: MandateApi,
  id: string,
  endsAt: number,
): Promise<ChangeDetail> {
  return eventually(
    async () => {
      const change = await developer.getChange(id);
      return isTerminal(change.state) || change.state === 'stuck'
        ? change
        : undefined;
    },
    { what: `the end of ${id}`, limitMs: Math.max(1, endsAt - Date.now()) },
  ).catch(() => developer.getChange(id));
}

/** What a template expects to be there. */
async function makeNeeds(
  world: PortalWorld,
  { namespace, secrets, scaled }: LibraryDeploy,
): Promise<void> {
  await world.applyToCluster(`/api/v1/namespaces/${namespace}`, {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: namespace },
  });
  for (const [name, keys] of secrets) {
    await world.applyToCluster(
      `/api/v1/namespaces/${namespace}/secrets/${name}`,
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name, namespace },
        stringData: Object.fromEntries(keys.map(key => [key, 'for-a-test'])),
      },
    );
  }
  for (const name of scaled) {
    await world.applyToCluster(
      `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`,
      runningService(name, namespace),
    );
  }
}

/** A service as it may have run before there was a portal. */
function runningService(name: string, namespace: string) {
  const labels = { app: name };
  const resources = { requests: { cpu: '100m', memory: '64Mi' } };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace },
    spec: {
      replicas: 2,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [{ name, image: 'mandate.test/workload:v1', resources }],
        },
      },
    },
  };
}

/** One of the simulated nodes becomes one of those that the payment processor has for itself. */
async function addPaymentNode(world: PortalWorld): Promise<void> {
  const { items = [] } = await world.readCluster('/api/v1/nodes');
  const [node] = items;
  const { name } = Object(Object(node).metadata);
  await world.applyToCluster(`/api/v1/nodes/${name}`, {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: { 'mandate.dev/pool': PAYMENT_POOL } },
  });
}
