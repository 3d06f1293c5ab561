import type { ChangeDetail } from '@mandate/plugin-mandate-common';
import { screen } from '@testing-library/react';
import { renderWithMandate } from '../__testUtils__/renderWithMandate';
import { sampleChange, sampleRevision } from '../__testUtils__/sampleChange';
import { TestResults } from './TestResults';

function renderResults(change: ChangeDetail) {
  renderWithMandate(<TestResults change={change} />, { api: {} });
}

describe('test results', () => {
  it('say what failed first, how many there were, who attached them, and where to look', async () => {
    const attached = {
      attachedBy: 'user:default/ci',
      attachedAt: '2026-11-26T12:00:00Z',
    };
    renderResults({
      ...sampleChange(),
      testResults: [
        {
          ...attached,
          name: 'unit',
          outcome: 'passed',
          counts: { passed: 214, failed: 0 },
        },
        {
          ...attached,
          name: 'smoke',
          outcome: 'failed',
          url: 'https://ci.example/7',
        },
      ],
    });
    const unit = await screen.findByText('unit: passed');
    const smoke = screen.getByText('smoke: failed');
    expect(
      smoke.compareDocumentPosition(unit) & Node.DOCUMENT_POSITION_FOLLOWING,
    ).toBeTruthy();
    expect(screen.getByText(/214 passed, 0 failed/)).toBeVisible();
    expect(screen.getByRole('link', { name: 'Look at smoke' })).toHaveAttribute(
      'href',
      'https://ci.example/7',
    );
  });

  it('are asked for where the risk is more than low, and only then', async () => {
    const { assessment } = sampleRevision;
    const at = (level: 'low' | 'medium') => ({
      ...sampleChange(),
      current: {
        ...sampleRevision,
        assessment: { ...assessment, risk: { ...assessment.risk, level } },
      },
    });
    renderResults(at('medium'));
    expect(await screen.findByText(/ask for them/)).toBeVisible();
    renderResults(at('low'));
    expect(await screen.findByText('no results attached')).toBeVisible();
  });
});
