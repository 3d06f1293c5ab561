import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { verifyBundle } from '@mandate/ledger';
import {
  type ChangeDetail,
  type ProposeRequest,
} from '@mandate/plugin-mandate-common';
import type { Knex } from 'knex';
import { claimRuns } from '../../../../database/runs/claimRuns';
import {
  component,
  exampleEntities,
} from '../../../../testing/exampleEntities';
import { approve } from '../../../../testing/requests';
import { as, startKernel } from '../../../../testing/startKernel';
import { defaultRunSettings, type RunSettings } from '../../RunSettings';
import type { HostedKinds } from './hostedKinds';
import { MortalRun } from './MortalRun';

/** Waits short enough for tests; a lease that lasts until a test ends it. */
const settings: RunSettings = {
  ...defaultRunSettings,
  leaseMs: 600_000,
  callTimeoutMs: 60_000,
  stepRetry: { initialMs: 5, maximumMs: 50 },
  gateRetry: { initialMs: 5, maximumMs: 50 },
  limits: { maximumUnknown: 200, maximumAttempts: 200 },
  checkMs: 20,
};
const LIMIT_MS = 120_000;
const AT_ONCE = 64;

/** Asks a person for everything: each kind runs on an approval. */
const mandate: Entity = {
  apiVersion: 'mandate.dev/v1alpha1',
  kind: 'Mandate',
  metadata: { name: 'services', namespace: 'default', title: 'Services' },
  spec: {
    owner: 'group:default/platform',
    appliesTo: { environments: ['dev'] },
    grants: [{ changes: ['deploy'], oversight: 'approve' }],
    review: {
      every: 'P1Y',
      by: 'group:default/security',
      lastDone: '2026-11-01',
    },
  },
};

/** A change, and the replicas that run it. */
export interface CrashingChange {
  readonly id: string;
  readonly run: MortalRun;
}

/** The kernel with the kinds of the module for Kubernetes, whose runs die where a test says. */
export class CrashWorld {
  readonly kinds: readonly string[];
  readonly #kernel: Awaited<ReturnType<typeof startKernel>>;
  readonly #hosted: HostedKinds;
  readonly #knex: Knex;

  static async start(options: {
    readonly knex: Knex;
    readonly hosted: HostedKinds;
  }): Promise<CrashWorld> {
    const { knex, hosted } = options;
    const kernel = await startKernel({
      knex,
      catalog: catalogOfEverything(),
      changeKinds: hosted.kinds,
      clusters: hosted.clusters,
      defaultApprovers: [{ group: 'group:default/security', count: 1 }],
    });
    return new CrashWorld(kernel, hosted, knex);
  }

  private constructor(
    kernel: Awaited<ReturnType<typeof startKernel>>,
    hosted: HostedKinds,
    knex: Knex,
  ) {
    this.#kernel = kernel;
    this.#hosted = hosted;
    this.#knex = knex;
    this.kinds = kernel.kinds.all().map(({ name }) => name);
  }

  /** Proposes a change, lets everybody approve who is asked, and gives it a replica that dies at a boundary. */
  async approved(
    request: ProposeRequest,
    dieAt?: string,
  ): Promise<CrashingChange> {
    const { changes } = this.#kernel;
    const { id } = await changes.propose(request, as('dana'));
    const refusals: string[] = [];
    for (const person of ['pia', 'sven']) {
      const change = await changes.get(id, as(person));
      if (change.state === 'awaiting-approval') {
        await changes
          .vote(
            id,
            approve(change, { confirmTarget: change.confirmTarget }),
            as(person),
          )
          // Whoever is not asked may not vote.
          .catch(error => refusals.push(error.message));
      }
    }
    const { state, statusWords } = await changes.get(id, as('dana'));
    if (state !== 'queued') {
      throw new Error(`It is ${state}: ${statusWords} ${refusals.join(' ')}`);
    }
    const run = new MortalRun(
      {
        ...this.#kernel,
        clusters: this.#hosted.clusters,
        logger: mockServices.rootLogger({ level: 'none' }),
        settings,
      },
      dieAt,
    );
    return { id, run };
  }

  /** Runs changes beside each other until each has ended, whatever dies in between; answers them as they are then. */
  async live(
    crashing: readonly CrashingChange[],
  ): Promise<readonly ChangeDetail[]> {
    const runs = new Map(crashing.map(({ id, run }) => [id, run]));
    const endsAt = Date.now() + LIMIT_MS;
    const driving = new Set<Promise<void>>();
    const { store } = this.#kernel;
    while (Date.now() < endsAt) {
      const claims = await store.transaction(tx =>
        claimRuns(tx, {
          owner: 'test',
          leaseMs: settings.leaseMs,
          limit: AT_ONCE,
        }),
      );
      for (const claim of claims) {
        const run = runs.get(claim.changeId);
        const drive = (async () => {
          if ((await run?.drive(claim)) === 'died') {
            await this.#endLease(claim.changeId);
          }
        })().finally(() => driving.delete(drive));
        driving.add(drive);
      }
      const ended = await this.#knex('mandate_runs')
        .whereIn('change_id', [...runs.keys()])
        .whereNotNull('ended_at');
      if (ended.length === runs.size && driving.size === 0) {
        break;
      }
      await Promise.race([
        new Promise(resolve => setTimeout(resolve, 10)),
        ...driving,
      ]);
    }
    for (const { id, run } of crashing) {
      if (await this.#endPatience(id)) {
        await run.keepDue();
      }
    }
    return Promise.all(
      crashing.map(({ id }) => this.#kernel.changes.get(id, as('dana'))),
    );
  }

  /** Changes that nothing disturbs; they must succeed. */
  async undisturbed(
    requests: readonly ProposeRequest[],
  ): Promise<readonly CrashingChange[]> {
    const calm: CrashingChange[] = [];
    for (const request of requests) {
      calm.push(await this.approved(request));
    }
    const failed = (await this.live(calm)).find(
      ({ state }) => state !== 'succeeded',
    );
    if (failed) {
      throw new Error(`It is ${failed.state}: ${failed.statusWords}`);
    }
    return calm;
  }

  /** What the ledger says happened to a change, by kind and step, in order; a gate that an heir passes again is one. */
  async recorded(id: string): Promise<readonly string[]> {
    await this.#kernel.store.sequence();
    const { items } = await this.#kernel.ledger.entries({
      changeId: id,
      limit: 200,
    });
    const facts = items
      .filter(({ kind }) => kind !== 'read-of-evidence')
      .sort((left, right) => left.index - right.index)
      .map(({ kind, data }) =>
        [kind, data.step, data.outcome, data.gate && data.words]
          .filter(Boolean)
          .join(' '),
      );
    return facts.filter(
      (fact, index) =>
        !/^(gate-passed|step-intended)/.test(fact) ||
        facts.indexOf(fact) === index,
    );
  }

  /** What the verifier says of the whole ledger. */
  async ledgerVerdict(): Promise<boolean> {
    let text = '';
    for await (const part of this.#kernel.ledger.bundle()) {
      text += part;
    }
    return verifyBundle(JSON.parse(text)).ok;
  }

  /** Makes an heir keep now what a dead replica did not; whether there is something. */
  async #endPatience(changeId: string): Promise<boolean> {
    const promised = await this.#knex('mandate_timers')
      .where({ change_id: changeId, kind: 'keep' })
      .update({ due_at: 0 });
    return promised > 0;
  }

  async #endLease(changeId: string): Promise<void> {
    await this.#knex('mandate_runs')
      .where({ change_id: changeId })
      .update({ lease_until: 0, due_at: 0 });
  }
}

/** Has every component that somebody asks for, in a namespace of its own, and the Resource of the nodes. */
function catalogOfEverything() {
  const known = catalogServiceMock({
    entities: [
      ...exampleEntities.filter(({ kind }) => kind !== 'Mandate'),
      mandate,
    ],
  });
  const catalog = catalogServiceMock.mock();
  catalog.getEntities.mockImplementation((...args) =>
    known.getEntities(...args),
  );
  catalog.getEntityByRef.mockImplementation(
    async (ref, options) =>
      madeUp(String(ref)) ?? known.getEntityByRef(ref, options),
  );
  catalog.getEntitiesByRefs.mockImplementation(async (request, options) => {
    const { items } = await known.getEntitiesByRefs(request, options);
    return {
      items: request.entityRefs.map(
        (ref, index) => madeUp(ref) ?? items[index],
      ),
    };
  });
  return catalog;
}

function madeUp(ref: string): Entity | undefined {
  const [, kind, name] = /^(component|resource):default\/(.+)$/.exec(ref) ?? [];
  if (!name) {
    return undefined;
  }
  const entity = component(name);
  return {
    ...entity,
    kind: kind === 'resource' ? 'Resource' : 'Component',
    relations: entity.relations?.filter(({ type }) => type === 'ownedBy'),
  };
}
