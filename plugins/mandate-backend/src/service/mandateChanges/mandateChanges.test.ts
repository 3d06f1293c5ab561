import { TestDatabases } from '@backstage/backend-test-utils';
import { InputError, NotAllowedError } from '@backstage/errors';
import { PORTAL_ENVIRONMENT } from '@mandate/plugin-mandate-common';
import { exampleMandate } from '../../testing/exampleEntities';
import { approve, deploy } from '../../testing/requests';
import { as } from '../../testing/startKernel';
import {
  put,
  SERVICES,
  startMandateWorld,
  withCondition,
} from './testing/MandateWorld';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const stricter = withCondition("risk.level == 'low'");
const freer = withCondition("risk.level != 'high'");

describe.each(databases.eachSupportedId())(
  'changes of mandates, %p',
  databaseId => {
    let world: Awaited<ReturnType<typeof startMandateWorld>>;
    afterEach(() => world.stop());

    async function start(mandates?: object) {
      const knex = await databases.init(databaseId);
      world = await startMandateWorld({ knex, mandates });
      return world;
    }
    const ended = (id: string) =>
      world.until(id, ({ endedAt }) => endedAt !== undefined);
    const condition = async () => (await world.inForce())?.spec.grants[0].when;

    it('from the catalog wait for owner and security, and hold once both have approved', async () => {
      const { show, mandateChanges, approveAs, ledger } = await start();
      await show(stricter);
      const [{ id, state, title }] = await mandateChanges();
      expect([title, state]).toEqual([
        'Change mandate Services',
        'awaiting-approval',
      ]);
      await expect(condition()).resolves.not.toBe("risk.level == 'low'");
      const once = await approveAs(id, 'pia', 'paul');
      expect(once.statusWords).toMatch(/security/);
      await approveAs(id, 'sven', 'ada');
      await expect(ended(id)).resolves.toMatchObject({ state: 'succeeded' });
      await expect(condition()).resolves.toBe("risk.level == 'low'");
      const { items } = await ledger.entries({
        limit: 20,
        kind: 'mandate-changed',
      });
      expect(items[0]?.data).toMatchObject({
        words: 'Mandate Services has a new version in force.',
      });
      await world.look();
      await expect(mandateChanges()).resolves.toHaveLength(1);
    });

    it('show what differs, what becomes of the text, and what the past would have been', async () => {
      const { changes } = await start();
      const { current } = await changes.propose(put(freer), as('dana'));
      expect(current?.plan.summary).toBe(
        'Changes the grants. The portal keeps this version: no repository is configured, so the file that the catalog reads stays as it is.',
      );
      const [{ before, after }] = current?.plan.objects ?? [];
      expect(before?.spec).toMatchObject({
        grants: exampleMandate.spec?.grants,
      });
      expect(after?.spec).toMatchObject({ grants: freer.spec?.grants });
      expect(
        current?.assessment.risk.factors.map(({ words }) => words),
      ).toContain('There are no past changes to try it on.');
    });

    it('are approved by nobody who proposed them, and by one person for one group only', async () => {
      const { changes } = await start();
      const change = await changes.propose(put(stricter), as('ada'));
      await expect(
        changes.vote(change.id, approve(change), as('ada')),
      ).rejects.toThrow(NotAllowedError);
      const voted = await world.approveAs(change.id, 'pia', 'paul');
      expect(voted.state).toBe('awaiting-approval');
    });

    it('to another owner need the old owner and the new one', async () => {
      const { changes } = await start();
      const { waitingFor } = await changes.propose(
        put({
          ...exampleMandate,
          spec: { ...exampleMandate.spec, owner: 'group:default/shop' },
        }),
        as('ada'),
      );
      expect(waitingFor?.map(({ group }) => group)).toEqual([
        'group:default/platform',
        'group:default/security',
        'group:default/shop',
      ]);
    });

    it('are refused while the configuration names no approvers, and proposed again once it does', async () => {
      const { show, mandateChanges } = await start({ approvers: [] });
      await show(stricter);
      const [refused] = await mandateChanges();
      expect(refused.state).toBe('refused');
      expect(refused.statusWords).toMatch(/mandate\.mandates\.approvers/);
      await world.look();
      await expect(mandateChanges()).resolves.toHaveLength(1);
    });

    it('of which a second one came first go back to approval, with the difference to what is in force now', async () => {
      const { changes, approveAs } = await start();
      const first = await changes.propose(put(stricter), as('dana'));
      const second = await changes.propose(put(freer), as('dana'));
      await approveAs(second.id, 'pia');
      await approveAs(first.id, 'pia', 'sven');
      await ended(first.id);
      // Whoever completes the approval of the other one has seen a difference that is none any more.
      const late = await changes.get(second.id, as('sven'));
      await changes
        .vote(second.id, approve(late), as('sven'))
        .catch(() => undefined);
      const again = await world.until(
        second.id,
        ({ revision, state }) =>
          revision === 2 && state === 'awaiting-approval',
      );
      expect(again.current?.because).toMatch(/changed meanwhile/);
      expect(again.current?.plan.objects[0].before?.spec).toMatchObject({
        grants: stricter.spec?.grants,
      });
      expect(again.current?.votes).toEqual([]);
      await expect(condition()).resolves.toBe("risk.level == 'low'");
    });

    it('that the catalog shows no longer are taken back', async () => {
      const { show, mandateChanges } = await start();
      await show(stricter);
      await show(freer);
      const [newer, older] = await mandateChanges();
      expect([newer.state, older.state]).toEqual([
        'awaiting-approval',
        'withdrawn',
      ]);
      await show(exampleMandate);
      const [back] = await mandateChanges();
      expect(back.state).toBe('withdrawn');
    });

    it('roll back to an older version, and the catalog does not bring the newer one in again by itself', async () => {
      const { show, changes, mandateChanges, approveAs, mandates } =
        await start();
      await show(stricter);
      const [{ id }] = await mandateChanges();
      await approveAs(id, 'pia', 'paul', 'sven', 'ada');
      await ended(id);
      const [, oldest] = await mandates.versions('services');
      const back = await changes.propose(
        put({ ...exampleMandate, spec: { ...oldest.spec } }),
        as('dana'),
      );
      await approveAs(back.id, 'pia', 'sven');
      await expect(ended(back.id)).resolves.toMatchObject({
        state: 'succeeded',
      });
      await world.look();
      await expect(mandateChanges()).resolves.toHaveLength(2);
      const view = await mandates.get('services');
      expect(view.version).toBe(oldest.version);
      expect(view.catalogVersion?.spec.grants).toEqual(stricter.spec?.grants);
      await expect(mandates.versions('services')).resolves.toHaveLength(3);
    });

    it('remove a mandate that left the catalog once that is approved; until then it only loses its autonomy', async () => {
      const { show, changes, mandateChanges, approveAs, mandates } =
        await start();
      await show();
      const [{ id, title }] = await mandateChanges();
      expect(title).toBe('Remove mandate Services');
      const held = await changes.propose(deploy('dev'), as('dana'));
      expect(held.state).toBe('awaiting-approval');
      expect((await mandates.get('services')).leftCatalog).toMatchObject({
        changeId: id,
      });
      await approveAs(id, 'pia', 'paul', 'sven', 'ada');
      await expect(ended(id)).resolves.toMatchObject({ state: 'succeeded' });
      await expect(world.inForce()).resolves.toBeUndefined();
    });

    it('of a new mandate come into force by approval where first versions are not trusted', async () => {
      const { mandateChanges, approveAs } = await start({
        trustFirstVersion: false,
      });
      const [{ id, title }] = await mandateChanges();
      expect(title).toBe('Add mandate Services');
      await expect(world.inForce()).resolves.toBeUndefined();
      await approveAs(id, 'pia', 'paul', 'sven', 'ada');
      await ended(id);
      await expect(world.inForce()).resolves.toMatchObject({ name: SERVICES });
    });

    it('are undone by putting the version before in force', async () => {
      const { changes, approveAs, kinds } = await start();
      const kind = kinds.get('change-mandate');
      jest.spyOn(kind, 'check').mockResolvedValue([
        {
          id: 'in-force',
          title: 'In force',
          status: 'failing',
          words: 'Another hand changed the row.',
          final: true,
        },
      ]);
      const before = await world.inForce();
      const { id } = await changes.propose(put(stricter), as('dana'));
      await approveAs(id, 'pia', 'sven');
      await expect(ended(id)).resolves.toMatchObject({ state: 'undone' });
      await expect(world.inForce()).resolves.toMatchObject({
        version: before?.version,
      });
    });

    it.each([
      [
        'a document of another mandate',
        { metadata: { name: 'other' } },
        /must be the same/,
      ],
      ['a condition that is none', withCondition('risk.levle =='), /not valid/],
      ['what is in force already', {}, /in force already/],
    ])('cannot be %s', async (_, difference, words) => {
      const { changes } = await start();
      const proposing = changes.propose(
        put({ ...exampleMandate, ...difference }),
        as('dana'),
      );
      await expect(proposing).rejects.toThrow(InputError);
      await expect(proposing).rejects.toThrow(words);
    });

    it('are of mandates only, and mandates are changed by nothing else', async () => {
      const { changes } = await start();
      const target = deploy('dev').target;
      await expect(
        changes.propose(put(stricter, { target }), as('dana')),
      ).rejects.toThrow(/acts on what the portal keeps/);
      await expect(
        changes.propose(
          deploy('dev', {
            target: { entityRef: SERVICES, environment: PORTAL_ENVIRONMENT },
          }),
          as('dana'),
        ),
      ).rejects.toThrow(/is kept by the portal/);
    });
  },
);
