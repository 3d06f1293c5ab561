import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderWithMandate } from '../__testUtils__/renderWithMandate';
import { sampleChange } from '../__testUtils__/sampleChange';
import { Questions } from './Questions';

const question = {
  id: 'q1',
  askedBy: 'user:default/sven',
  askedAt: '2026-11-26T10:00:00.000Z',
  text: 'Why on Friday?',
};

describe('questions about a change', () => {
  it('are answered on the card by whoever may', async () => {
    const change = sampleChange('proposer', { questions: [question] });
    const answer = jest.fn().mockResolvedValue(change);
    renderWithMandate(
      <Questions
        change={{
          ...change,
          allowed: { ...change.allowed, answer: { allowed: true } },
        }}
        onChanged={() => {}}
      />,
      { api: { answer } },
    );
    expect(await screen.findByText(/Why on Friday/)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Answer…' }));
    await userEvent.type(screen.getByRole('textbox'), 'It mends the outage.');
    await userEvent.click(screen.getByRole('button', { name: 'Answer' }));
    expect(answer).toHaveBeenCalledWith('c1', {
      questionId: 'q1',
      text: 'It mends the outage.',
    });
  });

  it('show their answers, and offer no button to others', async () => {
    const answered = {
      ...question,
      id: 'q2',
      answer: {
        by: 'user:default/dana',
        at: '2026-11-26T11:00:00.000Z',
        text: 'It mends the outage.',
      },
    };
    renderWithMandate(
      <Questions
        change={sampleChange('approver', { questions: [question, answered] })}
        onChanged={() => {}}
      />,
      { api: {} },
    );
    expect(await screen.findByText(/It mends the outage/)).toBeVisible();
    expect(screen.queryByRole('button')).toBeNull();
  });
});
