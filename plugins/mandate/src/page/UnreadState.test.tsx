import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderWithMandate } from '../__testUtils__/renderWithMandate';
import { responseError } from '../__testUtils__/responseError';
import { sampleMandate } from '../__testUtils__/sampleMandate';
import { ReviewsSection } from '../calendar/ReviewsSection';
import {
  MandateProposals,
  WaitingMandates,
} from '../mandates/proposals/MandateProposals';
import { MandateReviews } from '../mandates/reviews/MandateReviews';
import { FailureRates } from '../mandates/trackRecord/FailureRates';
import { MandateVersions } from '../mandates/versions/MandateVersions';
import { StopBanner } from '../stopping/StopBanner';

/** A backend that answers each question with an error. */
function failing(error: Error) {
  const fail = jest.fn(async () => Promise.reject(error));
  const api = {
    listKillSwitches: fail,
    listInterventions: fail,
    listMandateReviews: fail,
    listChanges: fail,
    listMandateVersions: fail,
    listFailureRates: fail,
  };
  return { api, fail };
}

describe('a part that is drawn only when there is something', () => {
  it.each([
    [<StopBanner />, 'Whether automation is stopped could not be read'],
    [<ReviewsSection />, 'Interventions to review could not be read'],
    [<MandateReviews />, 'When to review could not be read'],
    [
      <MandateProposals mandate={sampleMandate} />,
      'Versions that wait for approval could not be read',
    ],
    [<WaitingMandates />, 'Versions that wait for approval could not be read'],
    [
      <MandateVersions mandate={sampleMandate} />,
      'The earlier versions could not be read',
    ],
    [<FailureRates />, 'How often changes fail could not be read'],
  ])('says when it could not be read: %#', async (part, title) => {
    const { api, fail } = failing(new Error('The database is away.'));
    renderWithMandate(part, { api });
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent(title);
    expect(alert).toHaveTextContent('The database is away.');
    const asked = fail.mock.calls.length;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(fail.mock.calls.length).toBe(asked + 1);
  });

  it('is as not there for whom may not see it', async () => {
    const { api } = failing(await responseError(403, 'Ask for it.'));
    renderWithMandate(
      <>
        <p>The page</p>
        <StopBanner />
      </>,
      { api },
    );
    expect(await screen.findByText('The page')).toBeVisible();
    expect(screen.queryByRole('alert')).toBeNull();
  });
});
