import type { ChangeDetail, MandateApi } from '@mandate/plugin-mandate-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderWithMandate } from '../__testUtils__/renderWithMandate';
import { responseError } from '../__testUtils__/responseError';
import { sampleChange, sampleRevision } from '../__testUtils__/sampleChange';
import { ApprovalCard } from './ApprovalCard';

const SECURITY = {
  user: 'user:default/sam',
  belongsTo: ['group:default/security'],
};
const APPROVE = { name: 'Approve and deploy' };

function renderCard(
  change: ChangeDetail,
  options: {
    api?: Partial<MandateApi>;
    user?: string;
    belongsTo?: string[];
  } = SECURITY,
) {
  const onChanged = jest.fn();
  renderWithMandate(<ApprovalCard change={change} onChanged={onChanged} />, {
    api: {},
    ...options,
  });
  return { onChanged };
}

describe('approval card', () => {
  it('says who is needed, why a person is asked, the risk, the cost and what happens if it goes wrong', async () => {
    renderCard(sampleChange());
    const card = await screen.findByRole('region', { name: 'Approval needed' });
    expect(card).toHaveTextContent('Deploy checkout 2.4.0 to prod');
    for (const name of [
      'platform: 1 of 1 approved',
      'security: 0 of 1 approved',
    ]) {
      expect(within(card).getByRole('img', { name })).toBeVisible();
    }
    expect(card).toHaveTextContent(
      'Major upgrade of a core service — mandate core-services, clause 2. Otherwise it would run alone.',
    );
    expect(card).toHaveTextContent('major version, raises the risk');
    expect(card).toHaveTextContent('+€42.00 a month');
    expect(card).toHaveTextContent('no new findings');
    expect(card).toHaveTextContent('undone automatically to 2.3.7, about 40 s');
    await waitFor(() =>
      expect(card).toHaveTextContent('you can approve: security'),
    );
  });

  it('says what an approval that was given demands of the start', async () => {
    const vote = {
      verdict: 'approve',
      at: '2026-11-26T11:00:00.000Z',
      groups: ['group:default/platform'],
      onlyInsideWindow: true,
    } as const;
    renderCard(
      sampleChange('approver', {
        current: {
          ...sampleRevision,
          votes: [
            { ...vote, voter: 'user:default/pia' },
            {
              ...vote,
              voter: 'user:default/paul',
              withdrawnAt: '2026-11-26T11:01:00.000Z',
            },
          ],
        },
      }),
    );
    const card = await screen.findByRole('region', { name: 'Approval needed' });
    expect(card).toHaveTextContent('pia: inside a change window only');
    expect(card).not.toHaveTextContent('paul');
  });

  it('says who wrote it elsewhere, and when that is not known', async () => {
    const plan = {
      ...sampleRevision.plan,
      authors: {
        people: ['user:default/dana'],
        unknown: 'an address in its commits belongs to nobody in the catalog.',
        wasInForce: false,
      },
    };
    renderCard(
      sampleChange('approver', { current: { ...sampleRevision, plan } }),
    );
    const card = await screen.findByRole('region', { name: 'Approval needed' });
    expect(card).toHaveTextContent(
      /Written by.*dana.*not known: an address in its commits/i,
    );
  });

  it('says whether it is familiar and ready to start, what is not ready first', async () => {
    renderCard(sampleChange());
    const card = await screen.findByRole('region', { name: 'Approval needed' });
    expect(card).toHaveTextContent('yes, as it was approved');
    const open = within(card).getByText(
      'Resources are available: no. The quota leaves 1 of requests.cpu.',
    );
    const passed = within(card).getByText(
      '1 check holds: The environment is ready',
    );
    expect(open.compareDocumentPosition(passed)).toBe(
      Node.DOCUMENT_POSITION_FOLLOWING,
    );
  });

  it('sends the vote with the digest that was on the screen', async () => {
    const vote = jest.fn().mockResolvedValue(sampleChange());
    const { onChanged } = renderCard(sampleChange(), {
      ...SECURITY,
      api: { vote },
    });
    await userEvent.click(await screen.findByRole('button', APPROVE));
    expect(vote).toHaveBeenCalledWith('c1', {
      verdict: 'approve',
      revision: 1,
      digest: 'sha256:abc',
      confirmTarget: undefined,
    });
    await waitFor(() => expect(onChanged).toHaveBeenCalled());
  });

  it('has nothing focused at first, so that no key press approves', async () => {
    renderCard(sampleChange());
    await screen.findByRole('button', APPROVE);
    expect(document.body).toHaveFocus();
  });

  it('says what else is needed when one approval is not enough', async () => {
    const approvals = {
      satisfied: false,
      missing: 2,
      filled: ['platform', 'security'].map(name => ({
        group: `group:default/${name}`,
        count: 1,
        voters: [],
        missing: 1,
      })),
    };
    renderCard(
      sampleChange('approver', { current: { ...sampleRevision, approvals } }),
    );
    expect(
      await screen.findByRole('button', {
        name: 'Approve and deploy when platform agrees',
      }),
    ).toBeEnabled();
  });

  it('shows what the server says when the plan is an old one, and reads the change again', async () => {
    const message = 'The plan changed since you opened it. Look at it again.';
    const { onChanged } = renderCard(sampleChange(), {
      ...SECURITY,
      api: {
        vote: jest.fn().mockRejectedValue(await responseError(409, message)),
      },
    });
    await userEvent.click(await screen.findByRole('button', APPROVE));
    expect(await screen.findByRole('alert')).toHaveTextContent(message);
    expect(onChanged).toHaveBeenCalled();
  });

  it('rejects only with a reason', async () => {
    const vote = jest.fn().mockResolvedValue(sampleChange());
    renderCard(sampleChange(), { ...SECURITY, api: { vote } });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Reject…' }),
    );
    const dialog = await screen.findByRole('dialog');
    const reject = within(dialog).getByRole('button', {
      name: 'Reject the change',
    });
    await userEvent.click(reject);
    expect(vote).not.toHaveBeenCalled();
    expect(within(dialog).getByRole('alert')).toHaveTextContent('Say why');
    await userEvent.type(
      within(dialog).getByLabelText(/Reason/),
      'too late today',
    );
    await userEvent.click(reject);
    expect(vote).toHaveBeenCalledWith(
      'c1',
      expect.objectContaining({ verdict: 'reject', reason: 'too late today' }),
    );
  });

  it('makes one type what the server asks for before something is removed', async () => {
    const vote = jest.fn().mockResolvedValue(sampleChange());
    renderCard(sampleChange('approver', { confirmTarget: 'till-v2' }), {
      ...SECURITY,
      api: { vote },
    });
    await userEvent.click(await screen.findByRole('button', APPROVE));
    const dialog = await screen.findByRole('dialog');
    const approve = within(dialog).getByRole('button', APPROVE);
    expect(approve).toBeDisabled();
    await userEvent.type(within(dialog).getByRole('textbox'), 'till-v2');
    await userEvent.click(approve);
    expect(vote).toHaveBeenCalledWith(
      'c1',
      expect.objectContaining({ confirmTarget: 'till-v2' }),
    );
  });

  it('gives the proposer no vote, but tells whom it waits for, with Remind and Withdraw', async () => {
    const remind = jest.fn().mockResolvedValue(sampleChange());
    renderCard(sampleChange('proposer'), {
      api: { remind },
      user: 'user:default/dana',
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Remind' }),
    );
    expect(remind).toHaveBeenCalledWith('c1');
    expect(screen.getByRole('button', { name: 'Withdraw…' })).toBeEnabled();
    expect(screen.queryByRole('button', { name: /Approve/ })).toBeNull();
    expect(screen.queryByRole('button', { name: /Reject/ })).toBeNull();
    expect(
      screen.getByText('Waiting for security (2 people can).'),
    ).toBeVisible();
  });

  it('says to those who may not vote why not', async () => {
    renderCard(sampleChange('onlooker'), { user: 'user:default/olaf' });
    expect(
      await screen.findByRole('button', { name: 'Approve' }),
    ).toBeDisabled();
    expect(
      screen.getByText(
        'You belong to none of the groups that have to approve.',
      ),
    ).toBeVisible();
  });

  it('shows the diff on demand, and says so to screen readers', async () => {
    renderCard(sampleChange());
    const show = await screen.findByRole('button', { name: 'Show diff' });
    expect(show).toHaveAttribute('aria-expanded', 'false');
    await userEvent.click(show);
    const object = screen.getByRole('article', {
      name: 'Deployment shop-prod/checkout, changed',
    });
    expect(within(object).getByRole('insertion')).toHaveTextContent(
      'checkout:2.4.0',
    );
    expect(within(object).getByRole('deletion')).toHaveTextContent(
      'checkout:2.3.7',
    );
  });
});
