import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { erasePersonalData } from '../../database/ledger/erasePersonalData';
import { pauseChange } from '../change/controlling/pauseChange';
import { DefaultKillSwitchService } from '../killSwitches/DefaultKillSwitchService';
import {
  approveAsPaul,
  askingPlatform,
  PAUL,
} from './testing/platformApproval';
import { RunHarness } from './testing/RunHarness';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

jest.setTimeout(60_000);

describe('what a person holds back', () => {
  let harness: RunHarness;

  beforeEach(async () => {
    harness = await RunHarness.create(await databases.init('SQLITE_3'));
    harness.groups.set(PAUL.ref, ['group:default/platform']);
  });
  afterEach(() => harness.stop());

  async function textsAfterErasure() {
    await harness.store.sequence();
    await harness.store.transaction(tx =>
      erasePersonalData(tx, { person: PAUL.ref }),
    );
    const texts: string[] = await harness
      .knex('mandate_ledger_entries')
      .pluck('canonical');
    return texts.filter(text => /paul|Petra/i.test(text));
  }

  async function waits(id: string, words: RegExp) {
    harness.worker().start();
    await harness.eventually(
      async () =>
        words.test((await harness.change(id)).statusWords) ? true : undefined,
      `to say ${words}`,
    );
  }

  it('names nobody in the ledger for ever, when it was paused', async () => {
    await harness.setMandate(askingPlatform());
    const { id } = await harness.propose(['a']);
    await approveAsPaul(harness, id);
    await pauseChange(harness.store, {
      id,
      by: PAUL,
      reason: 'Petra is ill.',
    });
    await waits(id, /^Waits: paused by/);
    expect(await textsAfterErasure()).toEqual([]);
  });

  it('names nobody in the ledger for ever, when automation was stopped', async () => {
    const { id } = await harness.propose(['a']);
    await new DefaultKillSwitchService(harness.store).engage(
      { reason: 'Petra is ill.' },
      { caller: { proposer: PAUL, credentials: mockCredentials.user() } },
    );
    await waits(id, /stopped automation/);
    expect(await textsAfterErasure()).toEqual([]);
  });
});
