import { ServiceUnavailableError } from '@backstage/errors';
import {
  changeReadPermission,
  type TargetFacts,
} from '@mandate/plugin-mandate-common';
import type {
  ClusterAccess,
  MandateObservationExtensionPoint,
  TargetLimit,
} from '@mandate/plugin-mandate-node';
import type { Request } from 'express';
import type { KernelStore } from '../database/KernelStore';
import { figureLimits } from '../domain/boundaries/figureLimits';
import { targetInPolicy } from '../domain/decide/decisionFacts';
import type { ReadAccess } from '../permissions/ReadAccess';
import { LazyClusterAccess } from './LazyClusterAccess';
import { LazyTargetDirectory } from './LazyTargetDirectory';

/** The reading side for modules; they get it before the plugin has started, and use it after. */
export class Observation implements MandateObservationExtensionPoint {
  readonly clusters = new LazyClusterAccess();
  readonly targets = new LazyTargetDirectory();
  #started:
    | { readonly store: KernelStore; readonly access: ReadAccess }
    | undefined;

  start(started: {
    readonly store: KernelStore;
    readonly access: ReadAccess;
  }): void {
    this.#started = started;
  }

  setClusterAccess(access: ClusterAccess): void {
    this.clusters.set(access);
  }

  async limits(target: TargetFacts): Promise<readonly TargetLimit[]> {
    return this.#get().store.read(async tx =>
      figureLimits(
        await tx.mandates.inForce(),
        targetInPolicy(target),
        await tx.now(),
      ),
    );
  }

  async pendingCosts(entityRef: string) {
    const changes = await this.#get().store.read(tx =>
      tx.changes.openOfEntity(entityRef.toLowerCase()),
    );
    return changes.flatMap(({ id, title, target, costDifference }) =>
      costDifference === undefined
        ? []
        : [
            {
              changeId: id,
              title,
              environment: target.environment,
              difference: costDifference,
            },
          ],
    );
  }

  async authorizeRead(request: Request): Promise<void> {
    await this.#get().access.demand(request, changeReadPermission);
  }

  #get() {
    if (!this.#started) {
      throw new ServiceUnavailableError(
        'Mandate has not started yet. Try again in a moment.',
      );
    }
    return this.#started;
  }
}
