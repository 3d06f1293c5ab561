import { TestDatabases } from '@backstage/backend-test-utils';
import type { ChangeDetail } from '@mandate/plugin-mandate-common';
import type { Knex } from 'knex';
import { component, exampleEntities } from '../../testing/exampleEntities';
import { deploy } from '../../testing/requests';
import { as, startKernel } from '../../testing/startKernel';
import { DefaultInterventionService } from './DefaultInterventionService';
import { InterventionReminders } from './InterventionReminders';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const roles = {
  override: ['group:default/platform'],
  breakGlass: ['group:default/platform'],
  reviewers: ['group:default/security'],
};
const emergency = {
  reason: 'Customers cannot pay.',
  incident: 'https://incidents.example.com/12',
};

describe.each(databases.eachSupportedId())(
  'duties of who intervenes and who reviews, %p',
  databaseId => {
    async function start(input: { readonly outcome?: string } = {}) {
      const knex = await databases.init(databaseId);
      const { changes, changeSets, store, kinds } = await startKernel({
        knex,
        entities: [...exampleEntities, component('cart')],
      });
      const interventions = new DefaultInterventionService({
        store,
        kinds,
        people: {
          groupsOf: async refs =>
            new Map(refs.map(ref => [ref, ['group:default/platform']])),
          membersOf: async () => new Map(),
        },
        roles,
        reviewWithinMs: 8 * 3_600_000,
        // safety: these tests look at what is stored, not at what is answered.
        readChange: async id => ({ id } as ChangeDetail),
      });
      const change = await changes.propose(
        deploy('prod', { input }),
        as('dana'),
      );
      return { knex, store, interventions, change, changeSets };
    }

    const sentAbout = async (knex: Knex, title: RegExp) => {
      const rows = await knex('mandate_outbox').select('payload');
      return rows
        .map(({ payload }) => JSON.parse(payload))
        .filter(sent => title.test(sent.title ?? ''));
    };

    it('whoever breaks the glass of a plan that removes something types what it acts on', async () => {
      const { interventions, store, change } = await start({
        outcome: 'removal',
      });
      const breakGlass = (more: { readonly confirmTarget?: string }) =>
        interventions.breakGlass(
          change.id,
          { ...emergency, ...more },
          as('pia'),
        );
      await expect(breakGlass({})).rejects.toThrow(/name: checkout/);
      await expect(breakGlass({ confirmTarget: 'cart' })).rejects.toThrow(
        /name: checkout/,
      );
      await expect(
        store.read(tx => tx.interventions.ofChange(change.id)),
      ).resolves.toEqual([]);
      await breakGlass({ confirmTarget: 'checkout' });
      await expect(
        store.read(tx => tx.interventions.ofChange(change.id)),
      ).resolves.toHaveLength(1);
    });

    it('the glass is broken for the plan that was looked at, not for another one', async () => {
      const { interventions, store, change } = await start();
      const breakGlass = (digest?: string) =>
        interventions.breakGlass(
          change.id,
          { ...emergency, digest },
          as('pia'),
        );
      await expect(breakGlass('sha256:earlier')).rejects.toThrow(
        /plan has changed since you looked at it: revision 1/,
      );
      await expect(
        store.read(tx => tx.interventions.ofChange(change.id)),
      ).resolves.toEqual([]);
      await breakGlass(change.current?.digest);
      await expect(
        store.read(tx => tx.interventions.ofChange(change.id)),
      ).resolves.toHaveLength(1);
    });

    it('what a change of a set waits for all the same is said', async () => {
      const { interventions, store, changeSets, knex } = await start();
      const { changes: members } = await changeSets.propose(
        {
          title: 'Release 2.4',
          changes: ['checkout', 'cart'].map(name => ({
            kind: 'deploy',
            target: {
              entityRef: `component:default/${name}`,
              environment: 'prod',
            },
            input: {},
          })),
          ordered: true,
          stopOnFailure: true,
        },
        as('dana'),
      );
      const [first, { id }] = members;
      const words = `Waits for '${first.title}', which comes first in 'Release 2.4'.`;
      await interventions.breakGlass(id, emergency, as('pia'));
      const change = await store.read(tx => tx.changes.get(id));
      expect(change?.statusWords).toContain(words);
      expect(change?.statusWords).not.toContain('runs now');
      await store.sequence();
      const entries = await knex('mandate_ledger_entries')
        .where({ change_id: id, kind: 'break-glass' })
        .pluck('words');
      // As search knows them.
      expect(entries).toEqual([
        expect.stringContaining(
          'once it is its turn waits for deploy checkout',
        ),
      ]);
      expect(await sentAbout(knex, /^Glass broken/)).toEqual([
        expect.objectContaining({
          description: expect.stringContaining(words),
        }),
      ]);
    });

    it('reviewers are reminded once before a review is due, and who intervened too once it is overdue', async () => {
      const { knex, store, interventions, change } = await start();
      await interventions.breakGlass(change.id, emergency, as('pia'));
      const reminders = new InterventionReminders(store, roles);
      const dueIn = (hours: number) =>
        knex('mandate_interventions').update({
          at: Date.now() - (8 - hours) * 3_600_000,
          review_due_at: Date.now() + hours * 3_600_000,
        });
      const sent = () => sentAbout(knex, /^(Review|The review of)/);
      await reminders.run();
      expect(await sent()).toEqual([]);
      await dueIn(1);
      await reminders.run();
      await Promise.all([reminders.run(), reminders.run()]);
      expect(await sent()).toMatchObject([
        { recipients: ['group:default/security'] },
      ]);
      await dueIn(-1);
      await knex('mandate_interventions').update({
        reminded_at: Date.now() - 3 * 3_600_000,
      });
      await Promise.all([reminders.run(), reminders.run()]);
      expect(await sent()).toHaveLength(2);
      expect(await sent()).toContainEqual(
        expect.objectContaining({
          recipients: ['group:default/security', 'user:default/pia'],
          severity: 'high',
        }),
      );
    });
  },
);
