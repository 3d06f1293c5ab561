import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import type { ChangeDetail, VoteRequest } from '@mandate/plugin-mandate-common';
import { type ChangeWindowSpec, changeWindowSpecSchema } from '@mandate/policy';
import { castVote } from '../change/voting/castVote';
import { DefaultInterventionService } from '../interventions/DefaultInterventionService';
import {
  approveAsPaul,
  askingPlatform,
  PAUL,
} from './testing/platformApproval';
import { RunHarness } from './testing/RunHarness';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

/** What an approval demands of the start; the earliest one in minutes from now. */
type Demand = {
  readonly notBefore?: number;
  readonly onlyInsideWindow?: undefined;
};

const approved = askingPlatform();
const roles = {
  override: ['group:default/commanders'],
  breakGlass: ['group:default/commanders'],
  reviewers: ['group:default/security'],
};
const as = (name: string) => ({
  caller: {
    proposer: { kind: 'user' as const, ref: `user:default/${name}` },
    credentials: mockCredentials.user(`user:default/${name}`),
  },
});

/** The wall clock in UTC, some minutes from now. */
const minutes = (offset: number) =>
  new Date(Date.now() + offset * 60_000).toISOString().slice(0, 19);
const frozenNow = [{ start: minutes(-60), end: minutes(60) }];

describe.each(databases.eachSupportedId())(
  'Change windows at the gate, %s',
  databaseId => {
    let harness: RunHarness;
    let interventions: DefaultInterventionService;

    beforeEach(async () => {
      harness = await RunHarness.create(await databases.init(databaseId));
      harness.groups
        .set(PAUL.ref, ['group:default/platform'])
        .set('user:default/ida', ['group:default/commanders'])
        .set('user:default/sven', ['group:default/security']);
      interventions = new DefaultInterventionService({
        kinds: harness.kinds,
        store: harness.store,
        people: harness.people,
        roles,
        reviewWithinMs: 86_400_000,
        // safety: these tests look at what is stored, not at what is answered.
        readChange: async id => ({ id } as ChangeDetail),
      });
    });
    afterEach(() => harness.stop());

    async function put(
      spec: Partial<ChangeWindowSpec>,
      removedAtMs?: number,
    ): Promise<void> {
      await harness.store.transaction(async tx => {
        await tx.changeWindows.put({
          name: 'changewindow:default/w',
          title: 'Quiet',
          errors: [],
          removedAtMs,
          inForce: {
            version: `v${Math.random()}`,
            sinceMs: 0,
            spec: changeWindowSpecSchema.parse({
              owner: 'group:default/platform',
              type: 'freeze',
              appliesTo: {},
              timeZone: 'UTC',
              schedule: frozenNow,
              ...spec,
            }),
          },
        });
        await tx.runQueue.wakeWaiting('change-window');
      });
    }
    const waits = (id: string, words: RegExp) =>
      harness.eventually(async () => {
        const change = await harness.change(id);
        return words.test(change.statusWords) ? change : undefined;
      }, `the change to say ${words}`);
    const approve = (id: string, conditions?: Partial<VoteRequest>) =>
      approveAsPaul(harness, id, conditions);
    async function freezeBeforeSecondStep() {
      let isFrozen = false;
      const { id } = await harness.propose(['a', 'b']);
      harness
        .worker({
          onBoundary: async name => {
            if (name === 'before gate-then-intend b' && !isFrozen) {
              isFrozen = true;
              await put({});
            }
          },
        })
        .start();
      return id;
    }

    it('a freeze keeps a change queued, says until when, and lets its target go (G4, I4)', async () => {
      await put({});
      const { id } = await harness.propose(['a']);
      harness.worker().start();
      const change = await waits(
        id,
        /^Waits: the freeze 'Quiet' lasts until .*\(UTC\)/,
      );
      expect(change.state).toBe('queued');
      expect(harness.world.effects).toEqual([]);
      await expect(harness.knex('mandate_target_locks')).resolves.toEqual([]);
      await put({}, Date.now());
      await harness.until(id, 'succeeded');
      expect(await harness.ledgerKinds(id)).toContain('gate-refused');
    });

    it('outside its window a change waits; inside it runs', async () => {
      const later = [{ start: minutes(60), end: minutes(120) }];
      await put({ type: 'window', schedule: later });
      const { id } = await harness.propose(['a']);
      harness.worker().start();
      await waits(id, /^Waits: the change window 'Quiet' opens /);
      await put({ type: 'window', schedule: frozenNow });
      await harness.until(id, 'succeeded');
      expect(harness.world.effects).toEqual(['do a']);
    });

    it.each([
      ['finish', 'succeeded', ['do a', 'do b']],
      [undefined, 'succeeded', ['do a', 'do b']],
      ['undo', 'undone', ['do a', 'undo a']],
    ] as const)(
      'a change that has begun when a freeze begins: %s',
      async (duringFreeze, state, effects) => {
        harness.world.duringFreeze = duringFreeze;
        const id = await freezeBeforeSecondStep();
        await harness.until(id, state);
        expect(harness.world.effects).toEqual(effects);
      },
    );

    it('a change that has begun and holds goes on after the freeze', async () => {
      harness.world.duringFreeze = 'hold';
      const id = await freezeBeforeSecondStep();
      expect((await waits(id, /^Waits: the freeze/)).state).toBe('running');
      expect(harness.world.effects).toEqual(['do a']);
      await put({}, Date.now());
      await harness.until(id, 'succeeded');
    });

    it('an approval can name an earliest start', async () => {
      await harness.setMandate(approved);
      const { id } = await harness.propose(['a']);
      await approve(id, {
        notBefore: new Date(Date.now() + 1_500).toISOString(),
      });
      harness.worker().start();
      await waits(id, /^Waits: it was approved for a start not before/);
      expect(harness.world.effects).toEqual([]);
      await harness.until(id, 'succeeded');
    });

    it('an approval for a window only needs one that covers the change, and waits for it', async () => {
      await harness.setMandate(approved);
      const { id } = await harness.propose(['a']);
      await expect(approve(id, { onlyInsideWindow: true })).rejects.toThrow(
        /No change window covers/,
      );
      await put({ type: 'window', schedule: frozenNow });
      await approve(id, { onlyInsideWindow: true });
      await put({}, Date.now());
      harness.worker().start();
      await waits(id, /approved for a change window only/);
      await put({ type: 'window', schedule: frozenNow });
      await harness.until(id, 'succeeded');
    });

    it.each([
      [
        'opens after the approval expires',
        [120, 180],
        {},
        /opens .* expires before, /,
      ],
      ['does not open again', [-180, -120], {}, /does not open again/],
      [
        'is over before the earliest start',
        [-60, 30],
        { notBefore: 45, onlyInsideWindow: undefined },
        /does not open again/,
      ],
    ] as const)(
      'an approval for a window that %s is refused at the vote',
      async (_, [start, end], { notBefore, ...conditions }: Demand, words) => {
        await harness.setMandate(askingPlatform({ expires: 'PT1H' }));
        await put({
          type: 'window',
          schedule: [{ start: minutes(start), end: minutes(end) }],
        });
        const { id } = await harness.propose(['a']);
        await expect(
          approve(id, {
            onlyInsideWindow: true,
            ...(notBefore !== undefined && {
              notBefore: `${minutes(notBefore)}Z`,
            }),
            ...conditions,
          }),
        ).rejects.toThrow(words);
        expect((await harness.change(id)).state).toBe('awaiting-approval');
      },
    );

    it('an approval with an earliest start is taken where an override has set windows aside', async () => {
      await harness.setMandate(askingPlatform({ expires: 'PT1H' }));
      await put({
        type: 'window',
        schedule: [{ start: minutes(120), end: minutes(180) }],
      });
      const { id } = await harness.propose(['a']);
      const { revision } = await harness.change(id);
      const { digest } = await harness.revision(id, revision);
      await harness.store.transaction(async tx =>
        tx.interventions.insert({
          id: 'i',
          kind: 'override',
          changeId: id,
          revision,
          digest,
          by: 'user:default/ida',
          reason: 'now',
          atMs: await tx.now(),
          reviewDueAtMs: 1,
        }),
      );
      const notBefore = new Date(Date.now() + 1_500).toISOString();
      await approve(id, { notBefore });
      harness.worker().start();
      await harness.until(id, 'succeeded');
      expect(harness.world.effects).toEqual(['do a']);
    });

    it('an earlier approval for a window counts when the next one names a start', async () => {
      harness.groups.set('user:default/pia', ['group:default/platform']);
      await harness.setMandate(askingPlatform({ expires: 'PT1H', count: 2 }));
      await put({
        type: 'window',
        schedule: [{ start: minutes(-60), end: minutes(30) }],
      });
      const { id } = await harness.propose(['a']);
      await approve(id, { notBefore: `${minutes(20)}Z` });
      await put({
        type: 'window',
        schedule: [{ start: minutes(-60), end: minutes(10) }],
      });
      const { revision } = await harness.change(id);
      const { digest } = await harness.revision(id, revision);
      await expect(
        castVote(
          {
            ...harness.proposing,
            people: harness.people,
            kinds: harness.kinds,
          },
          {
            id,
            voter: { kind: 'user', ref: 'user:default/pia' },
            vote: {
              verdict: 'approve',
              revision,
              digest,
              onlyInsideWindow: true,
            },
          },
        ),
      ).rejects.toThrow(/does not open again/);
    });

    describe('an override', () => {
      it('by the named role starts a change in a freeze, on record and to be reviewed', async () => {
        await put({});
        const { id } = await harness.propose(['a']);
        harness.worker().start();
        await waits(id, /^Waits: the freeze/);
        await interventions.override(id, { reason: 'sale is down' }, as('ida'));
        await harness.until(id, 'succeeded');
        expect(await harness.ledgerKinds(id)).toContain('override');
        expect(JSON.stringify(await harness.messages())).toContain(
          'Freeze overridden',
        );
        await expect(
          interventions.list({ reviewed: false }, as('sven')),
        ).resolves.toMatchObject([
          { kind: 'override', changeId: id, mayReview: { allowed: true } },
        ]);
      });

      it('is refused to everybody else, and when nothing is frozen', async () => {
        const { id } = await harness.propose(['a']);
        const override = (name: string) =>
          interventions.override(id, { reason: 'I want to' }, as(name));
        await expect(override('ida')).rejects.toThrow(/nothing to override/);
        await expect(override('dana')).rejects.toThrow(/You may not override/);
      });

      it('does not stand in for approvals', async () => {
        await put({});
        await harness.setMandate(approved);
        const { id } = await harness.propose(['a']);
        await approve(id);
        harness.worker().start();
        await waits(id, /^Waits: the freeze/);
        harness.groups.delete(PAUL.ref);
        await interventions.override(id, { reason: 'urgent' }, as('ida'));
        await harness.until(id, 'planned');
        expect(harness.world.effects).toEqual([]);
      });
    });

    describe('broken glass', () => {
      const incident = 'https://incidents.example.com/12';
      const breakGlass = (id: string, name = 'ida') =>
        interventions.breakGlass(id, { reason: 'down', incident }, as(name));

      it('runs a change without votes, in a freeze, and tells owners and reviewers at once', async () => {
        await put({});
        await harness.setMandate(approved);
        const { id } = await harness.propose(['a']);
        await breakGlass(id);
        harness.worker().start();
        await harness.until(id, 'succeeded');
        expect(await harness.ledgerKinds(id)).toContain('break-glass');
        const [message] = (await harness.messages()).filter(sent =>
          JSON.stringify(sent).includes('Glass broken'),
        );
        expect(message).toMatchObject({
          severity: 'critical',
          recipients: ['group:default/shop', 'group:default/security'],
        });
      });

      it('is not for everybody, and not for what a mandate forbids', async () => {
        await harness.setMandate(approved);
        const { id } = await harness.propose(['a']);
        await expect(breakGlass(id, 'dana')).rejects.toThrow(/You may not/);
        await breakGlass(id);
        await harness.setMandate({
          ...approved,
          grants: [{ changes: ['poke'], oversight: 'forbid' }],
        });
        harness.worker().start();
        await harness.until(id, 'planned');
        expect(harness.world.effects).toEqual([]);
      });

      it('blocks the next one until somebody else has reviewed it', async () => {
        await harness.setMandate(approved);
        const first = await harness.propose(['a']);
        await breakGlass(first.id);
        const second = await harness.propose(['b']);
        await expect(breakGlass(second.id)).rejects.toThrow(/not reviewed yet/);
        const [{ id }] = await interventions.list({}, as('ida'));
        const review = (name: string) =>
          interventions.review(
            id,
            { verdict: 'justified', reason: 'it was down' },
            as(name),
          );
        await expect(review('ida')).rejects.toThrow(/somebody else/);
        await expect(review('dana')).rejects.toThrow(/your own change/);
        await expect(review('erik')).rejects.toThrow(/You may not review/);
        await review('sven');
        await expect(review('sven')).rejects.toThrow(/reviewed it already/);
        await breakGlass(second.id);
        const kinds = await harness.ledgerKinds(first.id);
        expect(kinds).toEqual(
          expect.arrayContaining(['break-glass', 'review-done']),
        );
      });
    });
  },
);
