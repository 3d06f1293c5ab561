import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderWithMandate } from '../../__testUtils__/renderWithMandate';
import { sampleMandate } from '../../__testUtils__/sampleMandate';
import { MandateVersions } from './MandateVersions';

const current = {
  version: sampleMandate.version,
  spec: sampleMandate.spec,
  inForceSince: sampleMandate.inForceSince,
};
const older = {
  version: 'sha256:0123456789abcdef',
  spec: {
    ...sampleMandate.spec,
    grants: [{ changes: ['deploy'], oversight: 'notify' as const }],
  },
  inForceSince: '2026-09-01T00:00:00.000Z',
};

describe('versions of a mandate', () => {
  it('are listed, and compared with the one in force; an older one can be taken up again', async () => {
    renderWithMandate(<MandateVersions mandate={sampleMandate} />, {
      api: { listMandateVersions: async () => [current, older] },
    });
    const [, first, second] = await screen.findAllByRole('row');
    expect(first).toHaveTextContent('in force');
    expect(second).toHaveTextContent('0123456789ab');
    await userEvent.click(
      within(second).getByRole('button', { name: 'What changed since' }),
    );
    const diff = screen.getByRole('article', {
      name: 'Mandate core-services, changed',
    });
    expect(within(diff).getByText(/- +oversight: notify/)).toBeVisible();
    const document = screen.getByRole('region', {
      name: 'The edited mandate',
    });
    expect(document).toHaveTextContent('oversight: notify');
    expect(screen.getByText('What would this change?')).toBeVisible();
  });

  it('are not told of while there was only one', async () => {
    renderWithMandate(
      <>
        <MandateVersions mandate={sampleMandate} />
        <p>below</p>
      </>,
      { api: { listMandateVersions: async () => [current] } },
    );
    expect(await screen.findByText('below')).toBeVisible();
    expect(screen.queryByText('Versions')).toBeNull();
  });
});
