import type {
  MandateApi,
  MandateReviewView,
} from '@mandate/plugin-mandate-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderWithMandate } from '../../__testUtils__/renderWithMandate';
import { MandateReviews } from './MandateReviews';

const overdue: MandateReviewView = {
  mandate: 'core-services',
  entityRef: 'mandate:default/core-services',
  title: 'Core service containers',
  version: 'sha256:v2',
  every: 'P3M',
  reviewers: 'group:default/security',
  dueAt: '2026-11-01T00:00:00.000Z',
  overdue: true,
  lastReview: {
    verdict: 'change-needed',
    comment: 'The limit is too high.',
    by: 'user:default/sven',
    at: '2026-10-30T00:00:00.000Z',
    ofVersionInForce: false,
  },
  mayReview: { allowed: true },
};
const upcoming: MandateReviewView = {
  ...overdue,
  mandate: 'utility',
  entityRef: 'mandate:default/utility',
  dueAt: '2027-05-01T00:00:00.000Z',
  overdue: false,
  lastReview: undefined,
  mayReview: { allowed: false, why: 'You are no member.' },
};

function renderReviews(entityRef?: string) {
  const reviewMandate = jest.fn<
    ReturnType<MandateApi['reviewMandate']>,
    Parameters<MandateApi['reviewMandate']>
  >(async () => ({ ...overdue, overdue: false }));
  renderWithMandate(<MandateReviews entityRef={entityRef} />, {
    api: {
      listMandateReviews: async () => [overdue, upcoming],
      reviewMandate,
    },
  });
  return { reviewMandate };
}

describe('reviews of mandates', () => {
  it('say what is due, what an overdue one costs, and what was said last', async () => {
    renderReviews();
    const [, first, second] = await screen.findAllByRole('row');
    expect(first).toHaveTextContent('it grants nothing by itself since');
    expect(first).toHaveTextContent('every 3 months by security');
    expect(first).toHaveTextContent(
      /to be changed, says sven .*The limit is too high\. That was an older version/,
    );
    expect(second).toHaveTextContent('Nobody has reviewed it here yet.');
    expect(second).toHaveTextContent('You are no member.');
    expect(within(second).queryByRole('button')).toBeNull();
  });

  it('are recorded for the version that was looked at, with a verdict and words', async () => {
    const { reviewMandate } = renderReviews();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Review…' }),
    );
    const dialog = await screen.findByRole('dialog');
    await userEvent.click(
      within(dialog).getByRole('radio', { name: /It has to be changed/ }),
    );
    await userEvent.type(within(dialog).getByRole('textbox'), 'Too much.');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Record my review' }),
    );
    await waitFor(() =>
      expect(reviewMandate).toHaveBeenCalledWith(
        'mandate:default/core-services',
        {
          verdict: 'change-needed',
          comment: 'Too much.',
          version: 'sha256:v2',
        },
      ),
    );
  });

  it('of one mandate are shown alone', async () => {
    renderReviews('mandate:default/utility');
    expect(await screen.findAllByRole('row')).toHaveLength(2);
    expect(screen.getByRole('link', { name: 'mandate utility' })).toBeVisible();
  });
});
