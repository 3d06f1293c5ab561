import type { KillSwitchView } from '@mandate/plugin-mandate-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderWithMandate } from '../__testUtils__/renderWithMandate';
import { MandatesPage } from '../mandates/MandatesPage';

const engaged: KillSwitchView = {
  id: 'k1',
  scope: { environments: ['prod'] },
  words: 'everything in environment prod',
  reason: 'incident 12',
  engagedBy: 'user:default/sven',
  engagedAt: '2026-11-20T00:00:00.000Z',
  waiting: 2,
};
const quiet = {
  listMandates: async () => [],
  listEnvironments: async () => [
    { name: 'prod', title: 'Production', cluster: 'one', production: true },
  ],
};

describe('the kill switch', () => {
  it('asks what to stop and why, and stops it', async () => {
    const engageKillSwitch = jest.fn(async () => engaged);
    renderWithMandate(<MandatesPage />, {
      api: { ...quiet, engageKillSwitch },
    });
    const user = userEvent.setup();
    await user.click(
      await screen.findByRole('button', { name: 'Stop automation…' }),
    );
    const dialog = await screen.findByRole('dialog');
    const submit = within(dialog).getByRole('button', {
      name: 'Stop automation',
    });
    await user.click(submit);
    expect(engageKillSwitch).not.toHaveBeenCalled();
    await user.type(
      within(dialog).getByRole('textbox', { name: /Reason/ }),
      'incident 12',
    );
    await user.click(submit);
    await waitFor(() =>
      expect(engageKillSwitch).toHaveBeenCalledWith({
        scope: {},
        reason: 'incident 12',
      }),
    );
  });

  it('says on every page who stopped what, why, since when and what waits, and lets it go on', async () => {
    const liftKillSwitch = jest.fn(async () => engaged);
    renderWithMandate(<MandatesPage />, {
      api: {
        ...quiet,
        listKillSwitches: async () => [engaged],
        liftKillSwitch,
      },
    });
    const user = userEvent.setup();
    const banner = await screen.findByRole('region', {
      name: 'Automation is stopped',
    });
    for (const words of [
      'Automation is stopped for everything in environment prod',
      'Why: incident 12',
      'Stopped by sven',
      '2 changes wait.',
    ]) {
      expect(banner).toHaveTextContent(words);
    }
    await user.click(
      await within(banner).findByRole('button', {
        name: 'Let automation go on…',
      }),
    );
    const dialog = await screen.findByRole('dialog');
    await user.type(
      within(dialog).getByRole('textbox', { name: /Reason/ }),
      'all is well',
    );
    await user.click(
      within(dialog).getByRole('button', { name: 'Let it go on' }),
    );
    await waitFor(() =>
      expect(liftKillSwitch).toHaveBeenCalledWith('k1', {
        reason: 'all is well',
      }),
    );
  });
});
