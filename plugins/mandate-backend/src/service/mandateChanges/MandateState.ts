import type {
  ActOutcome,
  Observation,
  StepContext,
} from '@mandate/plugin-mandate-node';
import type { KernelStore } from '../../database/KernelStore';
import { mandateOf } from '../../domain/mandateChange/mandateObject';
import type { PortalState, Side } from '../plan/portalStep';
import {
  isDescribedAs,
  isDone,
  NOT_IN_FORCE,
  putInForce,
  versionInForce,
  versionOf,
} from './putInForce';

/** What of a mandate is in force, as steps of changes move it. */
export class MandateState implements PortalState {
  readonly #store: KernelStore;

  constructor(store: KernelStore) {
    this.#store = store;
  }

  async observe(
    { target, plan }: StepContext,
    side: Side,
  ): Promise<Observation> {
    const stored = await this.#store.read(tx =>
      tx.mandates.get(target.entityRef),
    );
    const wanted = mandateOf(target.entityRef, plan.objects[0][side]);
    const version = versionInForce(stored) ?? NOT_IN_FORCE;
    const words =
      version === NOT_IN_FORCE
        ? 'The mandate is not in force.'
        : `Version ${shortVersion(version)} is in force.`;
    // A title alone is no new version, and what is to be kept although the catalog shows it no longer is neither.
    const isThere =
      side === 'after'
        ? isDone(stored, { to: wanted })
        : (versionOf(wanted) ?? NOT_IN_FORCE) === version &&
          (!wanted || isDescribedAs(stored, wanted));
    return isThere
      ? { type: 'present', words, evidence: { version } }
      : { type: 'absent', words };
  }

  async record(context: StepContext, side: Side): Promise<ActOutcome> {
    const { target, plan, changeId, fence } = context;
    const [object] = plan.objects;
    const outcome = await this.#store.transaction(tx =>
      putInForce(tx, {
        name: target.entityRef,
        from: mandateOf(
          target.entityRef,
          object[side === 'after' ? 'before' : 'after'],
        ),
        to: mandateOf(target.entityRef, object[side]),
        isUndo: side === 'before',
        changeId,
        fence,
      }),
    );
    return outcome === 'done'
      ? { type: 'acted' }
      : {
          type: 'refused',
          words:
            'Another version came into force meanwhile, or another replica works on this.',
        };
  }
}

function shortVersion(version: string): string {
  return version.replace(/^sha256:/, '').slice(0, 12);
}
