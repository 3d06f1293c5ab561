import type { ForecastReport } from '@mandate/plugin-mandate-common';
import { screen, within } from '@testing-library/react';
import { renderWithMandate } from '../../__testUtils__/renderWithMandate';
import { ForecastsSection } from './ForecastsSection';

const trained: ForecastReport = {
  basis: 'model',
  words: 'Trained on 400 past changes.',
  triedAt: '2026-11-26T10:00:00.000Z',
  version: 3,
  changes: 400,
  failures: 80,
  quality: {
    forecasts: 80,
    failures: 16,
    brier: 0.0421,
    brierOfBaseRate: 0.16,
    areaUnderCurve: 0.91,
    expectedCalibrationError: 0.02,
    bins: [
      {
        from: 0,
        to: 0.1,
        forecasts: 64,
        meanProbability: 0.04,
        failureRate: 0.03,
      },
      {
        from: 0.7,
        to: 0.8,
        forecasts: 16,
        meanProbability: 0.74,
        failureRate: 0.8,
      },
    ],
  },
};

describe('ForecastsSection', () => {
  it('says how good the model is, and shows forecasts against outcomes as a plot and as a table', async () => {
    await renderWithMandate(<ForecastsSection />, {
      api: { getForecasts: async () => trained },
    });
    expect(
      await screen.findByText(/learned from 400 past changes, of which 80/),
    ).toBeInTheDocument();
    expect(screen.getByText(/is 0\.042;.* would score 0\.160/)).toBeVisible();
    expect(screen.getByText(/in 91 of 100 cases/)).toBeVisible();
    expect(
      screen.getByRole('img', { name: /Forecast probability of failure/ }),
    ).toBeVisible();
    const table = screen.getByRole('table', { hidden: true });
    const rows = within(table).getAllByRole('row', { hidden: true });
    expect(rows.map(row => row.textContent)).toEqual([
      'It saidSo many failedChanges',
      '4 %3 %64',
      '74 %80 %16',
    ]);
  });

  it('says why there is no model yet', async () => {
    await renderWithMandate(<ForecastsSection />, {
      api: {
        getForecasts: async () => ({
          basis: 'rules',
          words: '12 past changes with 1 failures are too few to learn from.',
          changes: 12,
          failures: 1,
        }),
      },
    });
    expect(
      await screen.findByText(/comes from rules.*too few to learn from/),
    ).toBeInTheDocument();
    expect(screen.queryByRole('img')).not.toBeInTheDocument();
  });
});
