import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import type { KillSwitchView } from '@mandate/plugin-mandate-common';
import { randomUUID } from 'node:crypto';
import type { KernelStore } from '../../database/KernelStore';
import type { KernelTransaction } from '../../database/KernelTransaction';
import { holdRules } from '../../database/rules/holdRules';
import { shortName } from '../../domain/approval/waitingWords';
import type { StoredKillSwitch } from '../../domain/killSwitch/killSwitch';
import { scopeWords } from '../../domain/scope/scopeWords';
import { actorOf } from '../change/actors';
import { demandPresence } from '../operations/demandPresence';
import { ownersConcerned } from '../mandates/ownersConcerned';
import type { KillSwitchService } from './KillSwitchService';

/** Keeps kill switches, with their ledger entries and messages in the same transaction. */
export class DefaultKillSwitchService implements KillSwitchService {
  readonly #store: KernelStore;

  constructor(store: KernelStore) {
    this.#store = store;
  }

  readonly list: KillSwitchService['list'] = ({ engaged }) =>
    this.#store.read(async tx => {
      const found = engaged
        ? await tx.killSwitches.engaged()
        : await tx.killSwitches.newest();
      return Promise.all(found.map(killSwitch => view(tx, killSwitch)));
    });

  readonly engage: KillSwitchService['engage'] = (request, { caller }) =>
    this.#store.transaction(async tx => {
      await holdRules(tx, 'to-change');
      const killSwitch: StoredKillSwitch = {
        id: randomUUID(),
        scope: request.scope ?? {},
        changes: request.changes,
        reason: request.reason,
        engagedBy: caller.proposer.ref,
        engagedAtMs: await tx.now(),
      };
      await tx.killSwitches.insert(killSwitch);
      await announce(tx, killSwitch, caller.proposer, {
        state: 'engaged',
        words: `Automation stopped for ${wordsOf(killSwitch)}: ${
          request.reason
        }`,
        reason: request.reason,
      });
      return view(tx, killSwitch);
    });

  readonly lift: KillSwitchService['lift'] = async (
    id,
    { reason },
    { caller },
  ) => {
    demandPresence(caller, 'let automation go on');
    if (caller.proposer.kind !== 'user') {
      throw new NotAllowedError(
        'Only people let automation go on. Ask a person to lift the kill switch on the Mandates page.',
      );
    }
    return this.#store.transaction(async tx => {
      // A gate that judges now is waited for: what it holds back is then among those that are woken.
      await holdRules(tx, 'to-change');
      await tx.runQueue.wakeWaiting('kill-switch');
      const killSwitch = await tx.killSwitches.get(id);
      if (!killSwitch) {
        throw new NotFoundError(`There is no kill switch ${id}.`);
      }
      const lifted = {
        by: caller.proposer.ref,
        atMs: await tx.now(),
        reason,
      };
      if ((await tx.killSwitches.lift(id, lifted)) === 'was-lifted') {
        throw new ConflictError('The kill switch was lifted already.');
      }
      await announce(tx, killSwitch, caller.proposer, {
        state: 'lifted',
        words: `Automation may go on for ${wordsOf(killSwitch)}: ${reason}`,
        reason,
      });
      return view(tx, { ...killSwitch, lifted });
    });
  };
}

async function announce(
  tx: KernelTransaction,
  killSwitch: StoredKillSwitch,
  by: Parameters<typeof actorOf>[0],
  fact: {
    readonly state: 'engaged' | 'lifted';
    readonly words: string;
    readonly reason: string;
  },
): Promise<void> {
  const { id, scope, changes } = killSwitch;
  tx.ledger.append({
    kind: 'kill-switch',
    actor: actorOf(by),
    subject: `kill-switch:${id}`,
    data: {
      ...fact,
      killSwitch: id,
      scope: JSON.parse(JSON.stringify(scope)),
      ...(changes && { changes: [...changes] }),
    },
  });
  tx.outbox.add({ type: 'signal', signal: { type: 'kill-switch', id } });
  const recipients = await ownersConcerned(tx, scope);
  if (recipients.length > 0) {
    tx.outbox.add({
      type: 'notification',
      message: {
        recipients,
        title: fact.words,
        description: `By ${shortName(by.ref)}. ${
          fact.state === 'engaged'
            ? 'Changes that no person approved wait until it is lifted on the Mandates page.'
            : 'Changes that waited go on now.'
        }`,
        link: '/mandates',
        severity: fact.state === 'engaged' ? 'critical' : 'high',
        topic: 'mandate',
        scope: `mandate-kill-switch-${id}`,
      },
    });
  }
}

function wordsOf({ scope, changes }: StoredKillSwitch): string {
  return scopeWords(scope, changes);
}

async function view(
  tx: KernelTransaction,
  killSwitch: StoredKillSwitch,
): Promise<KillSwitchView> {
  const { id, scope, changes, reason, engagedBy, lifted } = killSwitch;
  return {
    id,
    scope,
    changes,
    words: wordsOf(killSwitch),
    reason,
    engagedBy,
    engagedAt: new Date(killSwitch.engagedAtMs).toISOString(),
    ...(lifted && {
      lifted: {
        by: lifted.by,
        at: new Date(lifted.atMs).toISOString(),
        reason: lifted.reason,
      },
    }),
    waiting: lifted ? 0 : await tx.runQueue.countWaiting('kill-switch', id),
  };
}
