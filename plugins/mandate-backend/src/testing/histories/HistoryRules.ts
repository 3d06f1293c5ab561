import { changeWindowSpecSchema, mandateSpecSchema } from '@mandate/policy';
import { randomUUID } from 'node:crypto';
import { holdRules } from '../../database/rules/holdRules';
import { HistoryKernel, LEASE_MS } from './HistoryKernel';
import type { HistoryParts } from './HistoryParts';
import { type HistoryKind, historyKinds } from './HistoryWorld';
import type { ModelMandate } from './ModelChange';
import { strictness } from './ReferenceModel';

const FREEZE = 'changewindow:default/freeze';

const freezeSpec = changeWindowSpecSchema.parse({
  owner: 'group:default/platform',
  type: 'freeze',
  appliesTo: {},
  timeZone: 'UTC',
  schedule: [{ start: '2026-10-01T00:00:00', end: '2027-09-01T00:00:00' }],
});

/** What rules are kept in. */
interface HistoryRulesDependencies extends HistoryParts {
  /** Who stops automation. */
  readonly commander: string;
}

/** What may change in a history beside the changes themselves: memberships, mandates, freezes, kill switches, delegations. */
export class HistoryRules {
  readonly #deps: HistoryRulesDependencies;

  constructor(deps: HistoryRulesDependencies) {
    this.#deps = deps;
  }

  setMembership(person: string, group: string, isMember: boolean): void {
    this.#deps.chronicle.tell(
      `${person} ${isMember ? 'joins' : 'leaves'} ${group}`,
    );
    const groups = this.#deps.model.groups.get(person) ?? new Set();
    this.#deps.model.groups.set(person, groups);
    if (isMember) {
      groups.add(group);
    } else {
      groups.delete(group);
    }
  }

  /** A mandate comes, changes, or goes. */
  async setMandate(name: string, mandate?: ModelMandate): Promise<void> {
    this.#deps.chronicle.tell(`mandate ${name}: ${JSON.stringify(mandate)}`);
    await this.#deps.store.transaction(async tx => {
      await holdRules(tx, 'to-change');
      const nowMs = await tx.now();
      await tx.mandates.put({
        name: `mandate:default/${name}`,
        title: name,
        inForce: {
          version: versionOf(mandate),
          sinceMs: nowMs,
          spec: specOf(
            mandate ?? { oversight: 'forbid', approvals: [], budgets: [] },
          ),
        },
        removedAtMs: mandate ? undefined : nowMs,
      });
    });
    if (mandate) {
      this.#deps.model.mandates.set(name, mandate);
    } else {
      this.#deps.model.mandates.delete(name);
    }
    await this.#deps.watcher.look();
  }

  /** Failures leave no more than that to a mandate for a kind of change. */
  async narrow(
    name: string,
    kind: HistoryKind,
    oversight: 'notify' | 'approve',
  ): Promise<void> {
    this.#deps.chronicle.tell(
      `mandate ${name} is narrowed to ${oversight} for ${kind}`,
    );
    await this.#deps.store.transaction(async tx => {
      await holdRules(tx, 'to-change');
      await tx.narrowings.insert({
        id: randomUUID(),
        mandate: `mandate:default/${name}`,
        kind,
        oversight,
        reason: 'Too many failed.',
        changeId: 'earlier',
        atMs: await tx.now(),
      });
    });
    const key = `${name} ${kind}`;
    const before = this.#deps.model.narrowings.get(key) ?? 'autonomous';
    this.#deps.model.narrowings.set(
      key,
      strictness(before) > strictness(oversight) ? before : oversight,
    );
  }

  /** The owners of mandates give back what failures took. */
  async widen(): Promise<void> {
    for (const key of this.#deps.model.narrowings.keys()) {
      const [name, kind] = key.split(' ');
      await this.#deps.store.transaction(async tx => {
        await holdRules(tx, 'to-change');
        await tx.narrowings.widen(
          { mandate: `mandate:default/${name}`, kind },
          { by: this.#deps.commander, reason: 'All is well.' },
        );
      });
    }
    this.#deps.model.narrowings.clear();
    await this.#deps.watcher.look();
  }

  async setFreeze(isFrozen: boolean): Promise<void> {
    this.#deps.chronicle.tell(isFrozen ? 'a freeze begins' : 'the freeze ends');
    await this.#deps.store.transaction(async tx => {
      await holdRules(tx, 'to-change');
      await tx.changeWindows.put({
        name: FREEZE,
        title: 'Freeze',
        errors: [],
        removedAtMs: isFrozen ? undefined : await tx.now(),
        inForce: { version: 'v1', sinceMs: 0, spec: freezeSpec },
      });
      await tx.runQueue.wakeWaiting('change-window');
    });
    this.#deps.model.isFrozen = isFrozen;
  }

  async engageKillSwitch(): Promise<void> {
    this.#deps.chronicle.tell('automation is stopped');
    const { id } = await this.#deps.kernel.killSwitches.engage(
      { reason: 'An incident.' },
      HistoryKernel.callerOf(this.#deps.commander),
    );
    this.#deps.model.killSwitches.add(id);
    await this.#deps.watcher.look();
  }

  async liftKillSwitches(): Promise<void> {
    this.#deps.chronicle.tell('automation may go on');
    for (const id of this.#deps.model.killSwitches) {
      await this.#deps.kernel.killSwitches.lift(
        id,
        { reason: 'It is over.' },
        HistoryKernel.callerOf(this.#deps.commander),
      );
    }
    this.#deps.model.killSwitches.clear();
    await this.#deps.watcher.look();
  }

  async delegate(delegator: string, delegate: string): Promise<void> {
    const nowMs = this.#deps.nowMs();
    const untilMs = nowMs + 2 * LEASE_MS;
    await this.#deps.chronicle.attempt(
      `${delegator} lets ${delegate} vote`,
      async () => {
        const { id } = await this.#deps.kernel.delegations.create(
          {
            delegate,
            from: new Date(nowMs).toISOString(),
            until: new Date(untilMs).toISOString(),
          },
          HistoryKernel.callerOf(delegator),
        );
        this.#deps.model.delegations.push({ id, delegator, delegate, untilMs });
      },
    );
    await this.#deps.watcher.look();
  }
}

/** The same for the same spec, as a digest would be. */
function versionOf(mandate?: ModelMandate): string {
  return mandate
    ? `${mandate.oversight} ${mandate.budgets
        .map(({ of, size }) => `${size} ${of}`)
        .join(' ')} ${mandate.approvals
        .map(({ group, count }) => `${count} ${group.split('/')[1]}`)
        .join(' ')}`
    : 'none';
}

function specOf({ oversight, approvals, budgets }: ModelMandate) {
  return mandateSpecSchema.parse({
    owner: 'group:default/shop',
    appliesTo: { environments: ['dev'] },
    budgets: budgets.map(({ of, size }) => ({
      changes: [...historyKinds],
      window: 'PT1H',
      ...(of === 'target' ? { perTarget: size } : { perProposer: size }),
    })),
    grants: [
      {
        changes: [...historyKinds],
        oversight,
        ...(oversight === 'approve' && { approvals }),
      },
    ],
    review: { every: 'P12M', by: 'group:default/security' },
  });
}
