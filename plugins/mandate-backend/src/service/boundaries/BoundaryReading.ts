import { NotFoundError } from '@backstage/errors';
import type {
  Boundaries,
  BoundaryQuery,
  EnvironmentView,
  Figures,
  KindBoundary,
  ProposedEntity,
  TargetFacts,
} from '@mandate/plugin-mandate-common';
import { CONTAINER_TYPE_ANNOTATION } from '@mandate/plugin-mandate-common';
import {
  type ClusterAccess,
  figuresOf,
  type TargetDirectory,
} from '@mandate/plugin-mandate-node';
import {
  type Decision,
  type DecisionFacts,
  isInForce,
  type MandateInForce,
} from '@mandate/policy';
import type { KernelStore } from '../../database/KernelStore';
import type { KernelTransaction } from '../../database/KernelTransaction';
import { boundaryWords } from '../../domain/boundaries/boundaryWords';
import {
  argumentsWithin,
  limitsLeft,
  strictestLimits,
} from '../../domain/boundaries/boundaryLimits';
import { inputForms } from '../../domain/boundaries/inputForms';
import { hypotheticalFacts } from '../../domain/boundaries/hypotheticalFacts';
import { localTime } from '../../domain/decide/localTime';
import { withinSignal } from '../assess/withinSignal';
import { waitsNow } from '../changeWindows/waitsNow';
import type { Decider } from '../decide/Decider';
import type {
  AnyChangeKind,
  ChangeKindRegistry,
} from '../kinds/ChangeKindRegistry';
import type { MandateReading } from '../mandates/MandateReading';
import type { KernelSettings } from '../settings/KernelSettings';
import { tightestBudget } from './tightestBudget';

/** A name for a target that nobody has thought of yet; it matches no mandate that names entities. */
const UNNAMED = 'unnamed';

/** A card waits no longer for a cluster. */
const READ_TIMEOUT_MS = 2_000;

/** Answers "what may automation do here?", by deciding on changes that nobody proposed. */
export class BoundaryReading {
  readonly #store: KernelStore;
  readonly #decider: Decider;
  readonly #kinds: ChangeKindRegistry;
  readonly #targets: TargetDirectory;
  readonly #mandates: MandateReading;
  readonly #clusters: Pick<ClusterAccess, 'read'>;
  readonly #environments: KernelSettings['environments'];

  constructor(options: {
    readonly store: KernelStore;
    readonly decider: Decider;
    readonly kinds: ChangeKindRegistry;
    readonly targets: TargetDirectory;
    readonly mandates: MandateReading;
    readonly clusters: Pick<ClusterAccess, 'read'>;
    readonly environments: KernelSettings['environments'];
  }) {
    this.#store = options.store;
    this.#decider = options.decider;
    this.#kinds = options.kinds;
    this.#targets = options.targets;
    this.#mandates = options.mandates;
    this.#clusters = options.clusters;
    this.#environments = options.environments;
  }

  environments(): readonly EnvironmentView[] {
    return this.#environments.map(({ name, title, cluster, production }) => ({
      name,
      title,
      cluster,
      production,
    }));
  }

  /** Throws `NotFoundError` for an unknown environment, `InputError` for an unknown kind. */
  async boundaries(query: BoundaryQuery): Promise<Boundaries> {
    const target = await this.#target(query);
    const [views, figures] = await Promise.all([
      this.#mandates.list(),
      query.entityRef === undefined ? undefined : this.#figures(target),
    ]);
    const kinds = (
      query.kind === undefined
        ? this.#kinds.all()
        : [this.#kinds.get(query.kind)]
    ).filter(({ actsOn }) => actsOn !== 'portal');
    return this.#store.read(async tx => {
      const nowMs = await tx.now();
      const time = localTime(nowMs, this.#zoneOf(query.environment));
      const mandates = await tx.mandates.inForce();
      const described = [];
      for (const kind of kinds) {
        described.push(
          await this.#describeKind(tx, { kind, target, time, mandates, nowMs }),
        );
      }
      const facts = policyTarget(target, time);
      return {
        environment: target.environment,
        namespace: target.namespace,
        cluster: target.cluster,
        mandates: views
          .filter(view =>
            mandates.some(
              mandate =>
                mandate.name === view.entityRef &&
                isInForce(mandate, facts, nowMs),
            ),
          )
          .map(({ name, entityRef, title, reviewDueAt, reviewOverdue }) => ({
            name,
            entityRef,
            title,
            reviewDueAt,
            reviewOverdue,
          })),
        limits: limitsLeft(
          strictestLimits(described.map(({ harmless }) => harmless)),
          figures,
        ),
        kinds: described.map(({ boundary }) => boundary),
      };
    });
  }

  async #describeKind(
    tx: KernelTransaction,
    of: {
      readonly kind: AnyChangeKind;
      readonly target: TargetFacts;
      readonly time: DecisionFacts['time'];
      readonly mandates: readonly MandateInForce[];
      readonly nowMs: number;
    },
  ): Promise<{ readonly boundary: KindBoundary; readonly harmless: Decision }> {
    const { kind, target, time } = of;
    const input = argumentsWithin(of.mandates, kind.name);
    const facts = hypotheticalFacts({
      kind,
      target,
      time,
      input,
      case: 'harmless',
    });
    const harmless = await this.#decider.decideHypothetically(tx, facts);
    const serious = await this.#decider.decideHypothetically(
      tx,
      hypotheticalFacts({ kind, target, time, input, case: 'serious' }),
    );
    return {
      harmless,
      boundary: {
        kind: kind.name,
        title: kind.title,
        oversight: harmless.oversight,
        words: boundaryWords(harmless, serious),
        waits: await waitsNow(tx, { target, kind: kind.name }),
        budget: await tightestBudget(tx, {
          mandates: of.mandates,
          facts,
          nowMs: of.nowMs,
        }),
        inputForms: inputForms(kind.inputSchema),
      },
    };
  }

  /** What the target uses now; undefined while it cannot be told. */
  async #figures(target: TargetFacts): Promise<Figures | undefined> {
    const { cluster, namespace, workload } = target;
    try {
      const object = await withinSignal(
        this.#clusters.read(cluster, {
          apiVersion: 'apps/v1',
          kind: workload.kind,
          namespace,
          name: workload.name,
        }),
        AbortSignal.timeout(READ_TIMEOUT_MS),
      );
      return object && figuresOf([object]);
    } catch {
      // Limits are shown without what is left of them; other cards tell that the cluster does not answer.
      return undefined;
    }
  }

  /** The entity's target, or one made of the attributes that were asked about. */
  async #target(query: BoundaryQuery): Promise<TargetFacts> {
    const { entityRef, environment } = query;
    if (entityRef !== undefined) {
      try {
        return await this.#targets.resolve({ entityRef, environment });
      } catch (error) {
        const isKnownEnvironment = this.#environments.some(
          ({ name }) => name === environment,
        );
        if (!(error instanceof NotFoundError) || !isKnownEnvironment) {
          throw error;
        }
      }
    }
    const name = entityRef?.replace(/^.*[/:]/, '') ?? UNNAMED;
    return this.#targets.resolve(
      { entityRef: `component:default/${name}`, environment },
      { proposedEntity: imaginedEntity(name, query) },
    );
  }

  #zoneOf(environment: string): string {
    return (
      this.#environments.find(({ name }) => name === environment)?.timeZone ??
      'UTC'
    );
  }
}

function imaginedEntity(name: string, query: BoundaryQuery): ProposedEntity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      namespace: 'default',
      ...(query.containerType && {
        annotations: { [CONTAINER_TYPE_ANNOTATION]: query.containerType },
      }),
    },
    spec: { owner: query.owner, system: query.system },
  };
}

function policyTarget(
  target: TargetFacts,
  time: DecisionFacts['time'],
): DecisionFacts['target'] {
  const kind = {
    name: '',
    risk: { destructive: false, touchesIdentity: false, touchesData: false },
  };
  return hypotheticalFacts({ kind, target, time, case: 'harmless' }).target;
}
