import {
  accessWords,
  NEEDED_ROLES,
} from '@mandate/plugin-mandate-backend-module-kubernetes';
import type { ChangeDetail } from '@mandate/plugin-mandate-common';
import { Administrator } from './__testUtils__/Administrator';
import { CaredForService } from './__testUtils__/CaredForService';
import { eventually } from './__testUtils__/eventually';
import { changesOfEveryKind } from './__testUtils__/everyKind';
import {
  type GrantedRoles,
  grantShippedRoles,
} from './__testUtils__/grantShippedRoles';
import { letPodsBeResized } from './__testUtils__/letPodsBeResized';
import { NodeOfTest } from './__testUtils__/NodeOfTest';
import { PortalWorld } from './__testUtils__/PortalWorld';
import {
  basketChanges,
  IMAGES,
  nodeChanges,
  oneAfterTheOther,
} from './__testUtils__/proposals';
import { RouteKinds } from './__testUtils__/RouteKinds';

jest.setTimeout(300_000);

const given = process.env.MANDATE_TEST_KUBECONFIG;
/** Embedded clusters have the same roles in the contract tests of the Kubernetes module; here a real one is meant. */
const onRealCluster = given ? describe : describe.skip;

/** Short, so that all of it is done in a minute; what is asked of the cluster is the same. */
const CONFIG = {
  mandate: {
    kubernetes: { soakSeconds: 1, driftIntervalSeconds: 2, mostPruned: 20 },
    health: { intervalSeconds: 5 },
    // It asks clusters whether they are embedded; nobody breaks this one.
    development: { breakClusters: false },
  },
};
const FINDING_LIMIT_MS = 60_000;

/** What became of a change; a failed one says why. */
function endOf({ state, statusWords, story }: ChangeDetail) {
  return state === 'succeeded'
    ? { state }
    : { state, statusWords, story: story.map(({ words }) => words) };
}

const LISTS_OF_RIGHTS =
  /^GET \/apis\/rbac\.authorization\.k8s\.io\/v1\/(namespaces\/[^/]+\/)?role(binding)?s$/;
const SUCCEEDED = { state: 'succeeded' };

onRealCluster(
  'a portal whose account has the shipped roles and nothing else',
  () => {
    const suffix = Date.now().toString(36);
    const namespace = `roles-${suffix}`;
    let administrator: Administrator;
    let roles: GrantedRoles;
    let world: PortalWorld;
    let node: NodeOfTest;
    let checkout: CaredForService;
    let basket: CaredForService;
    let library: CaredForService;
    let bounds: CaredForService;
    let inProduction: Promise<ChangeDetail>;
    let ofBasket: Promise<readonly ChangeDetail[]>;
    let ofNode: Promise<readonly ChangeDetail[]>;
    let ofLibrary: Promise<readonly ChangeDetail[]>;
    let ofBounds: Promise<ChangeDetail>;
    let routes: RouteKinds;

    beforeAll(async () => {
      administrator = await Administrator.of(given ?? '');
      roles = await grantShippedRoles(administrator, {
        namespace,
        manifests: ['service-account', 'observer', 'executor'],
      });
      node = new NodeOfTest(administrator, {
        name: `roles-node-${suffix}`,
        namespace,
      });
      await node.make();
      routes = new RouteKinds(administrator);
      await routes.define();
      world = await PortalWorld.start({
        given: { kubeconfig: given ?? '', portalToken: roles.token },
        config: CONFIG,
      });
      checkout = new CaredForService(world, { name: `checkout-${suffix}` });
      basket = new CaredForService(world, { name: `basket-${suffix}` });
      library = new CaredForService(world, { name: `library-${suffix}` });
      bounds = new CaredForService(world, { name: `bounds-${suffix}` });
      const nodes = new CaredForService(world, {
        name: `nodes-${suffix}`,
        kind: 'Resource',
      });
      // What is about other targets goes on beside the tests.
      inProduction = checkout.change('deploy', webService(IMAGES.v1), 'prod');
      ofBasket = oneAfterTheOther(basket, basketChanges(basket.name));
      ofNode = oneAfterTheOther(nodes, nodeChanges(node.name));
      ofLibrary = oneAfterTheOther(library, changesOfEveryKind(library.name));
      ofBounds = bounds.stoppedChange('deploy', {
        template: { name: 'resource-configuration', parameters: {} },
        soakSeconds: 60,
      });
    });
    afterAll(async () => {
      await world?.stop();
      for (const name of [
        checkout?.namespace(),
        checkout?.namespace('prod'),
        basket?.namespace(),
        library?.namespace(),
        bounds?.namespace(),
      ]) {
        await administrator
          .remove(`/api/v1/namespaces/${name}`)
          .catch(() => undefined);
      }
      await routes?.remove();
      await node?.remove();
      await roles?.revoke();
    });

    const path = () =>
      `/apis/apps/v1/namespaces/${checkout.namespace()}/deployments/${
        checkout.name
      }`;

    it('is told to have what observer and executor give, and which manifests bring the rest', async () => {
      const [cluster] = await world.as('developer').listClusters();
      const missing = new Map(
        cluster.roles.map(({ role, missing: words }) => [role, words]),
      );
      expect(missing.get('observer')).toEqual([]);
      expect(missing.get('executor')).toEqual([]);
      expect(missing.get('secret-check')).toEqual(['get secrets']);
      expect(cluster).toMatchObject({
        status: 'ready',
        version: expect.stringMatching(/^v1\./),
        fairness: 'present',
        words: expect.stringContaining(
          'Optional: rbac/secret-check.yaml, rbac/rights.yaml',
        ),
      });
    });

    it.each<[string, string, Readonly<Record<string, unknown>>]>([
      ['deploys from a template', 'deploy', webService(IMAGES.v1)],
      ['scales', 'scale', { replicas: 3 }],
      ['deploys another image', 'deploy', { image: IMAGES.v2 }],
      ['restarts', 'restart', {}],
      ['rolls back', 'rollback', {}],
      ['configures', 'configure', { env: { set: { LEVEL: 'debug' } } }],
      ['resizes', 'resize', { requests: { cpu: '60m' } }],
      [
        'deploys in batches',
        'rolling-deploy',
        { image: IMAGES.v2, batches: 2 },
      ],
    ])('%s', async (_, kind, input) => {
      expect(endOf(await checkout.change(kind, input))).toEqual(SUCCEEDED);
    });

    it('resizes pods without replacing them', async () => {
      await letPodsBeResized(administrator, checkout.namespace());
      const input = { requests: { cpu: '70m' }, inPlace: true };
      const change = await checkout.change('resize', input);
      expect(endOf(change)).toEqual(SUCCEEDED);
      expect(change.current?.plan.summary).toContain('without a restart');
    });

    it('asks the preflight checks of the cluster', async () => {
      const change = await checkout.change('scale', { replicas: 2 });
      expect(endOf(change)).toEqual(SUCCEEDED);
      const checks = change.current?.assessment.preflight ?? [];
      expect(checks.length).toBeGreaterThan(0);
      expect(checks.filter(({ status }) => status === 'unknown')).toEqual([]);
    });

    it('shows what runs, its events and its log', async () => {
      const developer = world.as('developer');
      const { entityRef } = checkout;
      const live = await eventually(
        async () => {
          const environments = await developer.getLive(entityRef);
          return environments.find(
            ({ environment, pods }) => environment === 'dev' && pods.length > 0,
          );
        },
        { what: 'the pods in the live view', limitMs: FINDING_LIMIT_MS },
      );
      expect(live).toMatchObject({
        status: 'known',
        workloads: [{ name: checkout.name }],
      });
      const target = { entityRef, environment: 'dev' };
      expect((await developer.getLiveEvents(target)).length).toBeGreaterThan(0);
      const [pod] = live.pods;
      // A simulated pod has no log to read; that it may be read is seen in what was forbidden.
      const log = await developer
        .getLiveLog({
          ...target,
          pod: pod.name,
          container: pod.containers[0],
        })
        .catch((error: Error) => error.message);
      expect(log).not.toContain('forbidden');
    });

    it('finds drift and puts it back', async () => {
      await administrator.edit(path(), { spec: { replicas: 5 } });
      const developer = world.as('developer');
      const { entityRef } = checkout;
      await eventually(
        async () => {
          const found = await developer.listFindings({
            entityRef,
            state: 'open',
          });
          return found.find(({ detector }) => detector.startsWith('drift'));
        },
        { what: 'the finding of drift', limitMs: FINDING_LIMIT_MS },
      );
      expect(endOf(await checkout.change('reapply', {}))).toEqual(SUCCEEDED);
      expect(await administrator.read(path())).toMatchObject({
        spec: { replicas: 2 },
      });
    });

    it('deploys to production what two people approved', async () => {
      const change = await inProduction;
      expect(endOf(change)).toEqual(SUCCEEDED);
      expect(change.current?.votes).toHaveLength(2);
    });

    it('undoes a deploy whose image cannot be had', async () => {
      const [good, bad] = await ofBasket;
      expect(endOf(good)).toEqual(SUCCEEDED);
      expect(bad.state).toBe('undone');
    });

    it('bounds a namespace, retires a service and brings it back', async () => {
      const [, , ...others] = await ofBasket;
      expect(others.map(endOf)).toEqual([SUCCEEDED, SUCCEEDED, SUCCEEDED]);
    });

    it('cordons a node, empties it, and takes it into use again', async () => {
      expect((await ofNode).map(endOf)).toEqual([
        SUCCEEDED,
        SUCCEEDED,
        SUCCEEDED,
      ]);
    });

    it('makes, undoes and removes an object of every kind that a deploy may write', async () => {
      const [made, bad, removed] = await ofLibrary;
      expect([made, removed].map(endOf)).toEqual([SUCCEEDED, SUCCEEDED]);
      expect(bad.state).toBe('undone');
    });

    it("makes a namespace's bounds from a template, and removes them when that is stopped", async () => {
      expect((await ofBounds).state).toBe('undone');
    });

    it('used each access that observer and executor grant', () => {
      const { used } = world.door;
      const granted = NEEDED_ROLES.filter(({ optional }) => !optional);
      expect(
        granted
          .flatMap(({ accesses }) => accesses)
          .filter(access => !used.has(access))
          .map(accessWords),
      ).toEqual([]);
    });

    it('was forbidden nothing in all that but to look for Roles, which only the optional rights allow it to make', () => {
      const forbidden = [...world.door.forbidden.keys()];
      expect(forbidden.filter(asked => !LISTS_OF_RIGHTS.test(asked))).toEqual(
        [],
      );
    });
  },
);

function webService(image: string) {
  return {
    template: { name: 'web-service', parameters: { image, replicas: 2 } },
  };
}
