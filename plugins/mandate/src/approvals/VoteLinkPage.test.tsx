import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router-dom';
import { renderWithMandate } from '../__testUtils__/renderWithMandate';
import { sampleChange } from '../__testUtils__/sampleChange';
import { VoteLinkPage } from './VoteLinkPage';

const page = (
  <Routes>
    <Route path="/vote/:token" element={<VoteLinkPage />} />
  </Routes>
);

describe('a link to a vote', () => {
  it('leads to the card, and its vote goes through the link', async () => {
    const change = sampleChange('approver');
    const voteByLink = jest.fn().mockResolvedValue(change);
    renderWithMandate(page, {
      api: {
        openVoteLink: async () => ({ type: 'open', change }),
        voteByLink,
      },
      user: 'user:default/sam',
      belongsTo: ['group:default/security'],
      url: '/vote/t0',
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Approve and deploy' }),
    );
    expect(voteByLink).toHaveBeenCalledWith('t0', { verdict: 'approve' });
  });

  it('that is used up says so, and where the change is', async () => {
    renderWithMandate(page, {
      api: {
        openVoteLink: async () => ({
          type: 'closed',
          why: 'You have voted through this link already.',
          change: sampleChange('approver'),
        }),
      },
      url: '/vote/t0',
    });
    expect(
      await screen.findByText('You have voted through this link already.'),
    ).toBeVisible();
    expect(screen.queryByRole('button', { name: /Approve/ })).toBeNull();
  });
});
