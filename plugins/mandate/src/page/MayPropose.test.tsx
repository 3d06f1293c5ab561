import {
  AuthorizeResult,
  type EvaluatePermissionRequest,
} from '@backstage/plugin-permission-common';
import { screen, waitFor } from '@testing-library/react';
import { renderWithMandate } from '../__testUtils__/renderWithMandate';
import { sampleMandate } from '../__testUtils__/sampleMandate';
import { mandateDocument } from '../mandates/editor/mandateDocument';
import { MandatesPage } from '../mandates/MandatesPage';
import { ProposeMandate } from '../mandates/proposals/ProposeMandate';

// Alone in its file: what a permission came to is remembered for a while.
it('what needs a permission is not offered to those who lack it', async () => {
  const asked = new Set<string>();
  const authorize = ({
    permission,
  }: EvaluatePermissionRequest): AuthorizeResult.DENY => {
    asked.add(permission.name);
    return AuthorizeResult.DENY;
  };
  renderWithMandate(
    <>
      <MandatesPage />
      <ProposeMandate
        mandate={sampleMandate}
        document={mandateDocument(sampleMandate, sampleMandate.spec)}
      />
    </>,
    {
      api: {
        listMandates: async () => [sampleMandate],
        listKillSwitches: async () => [
          {
            id: 'k1',
            scope: {},
            words: 'everything',
            reason: 'incident 12',
            engagedBy: 'user:default/sven',
            engagedAt: '2026-11-20T00:00:00.000Z',
            waiting: 0,
          },
        ],
      },
      authorize,
    },
  );
  expect(
    await screen.findByRole('region', { name: 'Automation is stopped' }),
  ).toBeVisible();
  await waitFor(() =>
    expect([...asked].toSorted()).toEqual([
      'mandate.automation.stop',
      'mandate.change.propose',
    ]),
  );
  for (const name of ['New mandate…', /Stop automation/, /go on/, /Propose/]) {
    expect(screen.queryByRole('button', { name })).toBeNull();
    expect(screen.queryByRole('link', { name })).toBeNull();
  }
});
