import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import type { DelegationView } from '@mandate/plugin-mandate-common';
import { randomUUID } from 'node:crypto';
import type { KernelStore } from '../../database/KernelStore';
import type { KernelTransaction } from '../../database/KernelTransaction';
import { holdRules } from '../../database/rules/holdRules';
import { shortName } from '../../domain/approval/waitingWords';
import type { Delegation } from '../../domain/delegation/delegation';
import { actorOf } from '../change/actors';
import type { Caller } from '../change/ChangeService';
import type { PeopleDirectory } from '../people/PeopleDirectory';
import type { DelegationService } from './DelegationService';

/** Nobody is away for longer without saying so again. */
const MAX_LENGTH_MS = 92 * 24 * 3_600_000;

/** Keeps delegations, with their ledger entries and messages in the same transaction. */
export class DefaultDelegationService implements DelegationService {
  readonly #store: KernelStore;
  readonly #people: PeopleDirectory;

  constructor(options: {
    readonly store: KernelStore;
    readonly people: PeopleDirectory;
  }) {
    this.#store = options.store;
    this.#people = options.people;
  }

  readonly list: DelegationService['list'] = ({ mine }, { caller }) =>
    this.#store.read(async tx => {
      const found = await tx.delegations.current(
        mine ? caller.proposer.ref : undefined,
      );
      const nowMs = await tx.now();
      return found.map(delegation => delegationView(delegation, nowMs));
    });

  readonly create: DelegationService['create'] = async (
    request,
    { caller },
  ) => {
    const delegator = personOf(caller);
    const delegate = request.delegate.toLowerCase();
    await this.#checkDelegate(delegator, delegate);
    return this.#store.transaction(async tx => {
      await holdRules(tx, 'to-change');
      const nowMs = await tx.now();
      const delegation: Delegation = {
        id: randomUUID(),
        delegator,
        delegate,
        startsAtMs: Date.parse(request.from),
        endsAtMs: Date.parse(request.until),
        reason: request.reason,
        createdAtMs: nowMs,
      };
      checkTimes(delegation, nowMs);
      const [other] = await tx.delegations.overlapping(delegator, delegation);
      if (other) {
        throw new ConflictError(
          `${shortName(other.delegate)} votes for you until ${new Date(
            other.endsAtMs,
          ).toISOString()} already. End that first: one person at a time.`,
        );
      }
      await tx.delegations.insert(delegation);
      await announce(tx, delegation, caller, 'created');
      return delegationView(delegation, nowMs);
    });
  };

  readonly revoke: DelegationService['revoke'] = async (id, { caller }) => {
    const person = personOf(caller);
    await this.#store.transaction(async tx => {
      await holdRules(tx, 'to-change');
      const delegation = await tx.delegations.get(id);
      if (!delegation) {
        throw new NotFoundError(`There is no delegation ${id}.`);
      }
      if (delegation.delegator !== person) {
        throw new NotAllowedError(
          'Only who set a delegation can end it. If you do not want to vote for somebody, tell them.',
        );
      }
      await tx.delegations.revoke(id);
      await announce(tx, delegation, caller, 'revoked');
    });
  };

  async #checkDelegate(delegator: string, delegate: string): Promise<void> {
    if (delegator === delegate) {
      throw new InputError(
        'You vote for yourself anyway. Name somebody else to vote while you are away.',
      );
    }
    const groups = (await this.#people.groupsOf([delegate])).get(delegate);
    if (!groups?.length) {
      throw new InputError(
        `The catalog has no person ${delegate} who belongs to a group.`,
      );
    }
  }
}

/** A delegation as the API shows it. */
export function delegationView(
  { id, delegator, delegate, startsAtMs, endsAtMs, reason }: Delegation,
  nowMs: number,
): DelegationView {
  return {
    id,
    delegator,
    delegate,
    from: new Date(startsAtMs).toISOString(),
    until: new Date(endsAtMs).toISOString(),
    reason,
    isNow: startsAtMs <= nowMs && nowMs < endsAtMs,
  };
}

/** The person who calls, as themselves. */
function personOf({ proposer, actedBy }: Caller): string {
  if (proposer.kind !== 'user' || actedBy !== undefined) {
    throw new NotAllowedError(
      'Only people let others vote for them, signed in as themselves.',
    );
  }
  return proposer.ref;
}

function checkTimes({ startsAtMs, endsAtMs }: Delegation, nowMs: number): void {
  if (endsAtMs <= startsAtMs || endsAtMs <= nowMs) {
    throw new InputError(
      'The delegation has to end after it starts, and in the future.',
    );
  }
  if (endsAtMs - startsAtMs > MAX_LENGTH_MS) {
    throw new InputError(
      'A delegation lasts 92 days at most. If you are away for longer, your group should have another member.',
    );
  }
}

async function announce(
  tx: KernelTransaction,
  { id, delegator, delegate, startsAtMs, endsAtMs }: Delegation,
  { proposer }: Caller,
  event: 'created' | 'revoked',
): Promise<void> {
  const until = new Date(endsAtMs).toISOString();
  tx.ledger.append({
    kind: 'configuration',
    actor: actorOf(proposer),
    subject: delegator,
    data: {
      delegation: id,
      event,
      delegate,
      from: new Date(startsAtMs).toISOString(),
      until,
      words:
        event === 'created'
          ? 'A person lets another vote for them while they are away.'
          : 'A person votes for themselves again.',
    },
  });
  tx.outbox.add({ type: 'signal', signal: { type: 'delegation', id } });
  tx.outbox.add({
    type: 'notification',
    message: {
      recipients: [delegator],
      title:
        event === 'created'
          ? `${shortName(delegate)} votes for you`
          : `${shortName(delegate)} no longer votes for you`,
      description:
        event === 'created'
          ? `Until ${until}. If you did not set this, end it under "While you are away", and have your session looked at.`
          : 'You vote for yourself again. If you did not end it, have your session looked at.',
      link: '/approvals',
      severity: 'high',
      topic: 'approval',
      scope: `mandate-delegation-${id}-own`,
    },
  });
  tx.outbox.add({
    type: 'notification',
    message: {
      recipients: [delegate],
      title:
        event === 'created'
          ? `You vote for ${shortName(delegator)}`
          : `You no longer vote for ${shortName(delegator)}`,
      description:
        event === 'created'
          ? `Until ${until}. What they are asked to approve is in your inbox too, and counts once.`
          : 'They vote for themselves again.',
      link: '/approvals',
      severity: 'normal',
      topic: 'approval',
      scope: `mandate-delegation-${id}`,
    },
  });
}
