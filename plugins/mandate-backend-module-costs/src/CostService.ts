import type {
  EnvironmentCost,
  TargetFacts,
} from '@mandate/plugin-mandate-common';
import {
  figuresOf,
  type MandateObservationExtensionPoint,
} from '@mandate/plugin-mandate-node';
import { costParts, monthlyCost, type PriceList } from './domain/priceList';

const NOTHING = { replicas: 0, cpuCores: 0, memoryGiB: 0, storageGiB: 0 };

/** What an entity costs now, environment by environment. */
export class CostService {
  readonly #observation: Pick<
    MandateObservationExtensionPoint,
    'clusters' | 'targets' | 'pendingCosts'
  >;
  readonly #priceList: PriceList;

  constructor(options: {
    observation: Pick<
      MandateObservationExtensionPoint,
      'clusters' | 'targets' | 'pendingCosts'
    >;
    priceList: PriceList;
  }) {
    this.#observation = options.observation;
    this.#priceList = options.priceList;
  }

  /** A cluster that does not answer is a problem of its environment alone; its cost is then unknown, not zero. */
  async ofEntity(entityRef: string): Promise<readonly EnvironmentCost[]> {
    const [targets, pending] = await Promise.all([
      this.#observation.targets.ofEntity(entityRef),
      this.#observation.pendingCosts(entityRef),
    ]);
    return Promise.all(
      targets.map(async target => ({
        ...(await this.#ofTarget(target)),
        pending: pending.filter(
          change => change.environment === target.environment,
        ),
      })),
    );
  }

  async #ofTarget(
    target: TargetFacts,
  ): Promise<Omit<EnvironmentCost, 'pending'>> {
    const { environment } = target;
    const shared = {
      environment,
      currency: this.#priceList.currency,
      observedAt: new Date().toISOString(),
    };
    try {
      const workload = await this.#observation.clusters.read(target.cluster, {
        apiVersion: 'apps/v1',
        namespace: target.namespace,
        ...target.workload,
      });
      const figures = workload ? figuresOf([workload]) : NOTHING;
      return {
        ...shared,
        monthlyCost: monthlyCost(figures, this.#priceList, environment),
        parts: workload ? costParts(figures, this.#priceList, environment) : [],
      };
    } catch (error) {
      return {
        ...shared,
        monthlyCost: 0,
        parts: [],
        problem: `The cost in ${environment} is not known now: ${
          error instanceof Error ? error.message : String(error)
        }`,
      };
    }
  }
}
