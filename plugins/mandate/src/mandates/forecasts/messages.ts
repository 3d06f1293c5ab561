/** Texts of how good the forecasts of risk are. */
export const forecastMessages = {
  title: 'How good are our forecasts?',
  byRules:
    'The probability of failure comes from rules, because there is no model yet. {{words}}',
  byModel:
    'The probability of failure is learned from {{changes}} past changes, of which {{failures}} failed.',
  tried: 'Last looked',
  better:
    'Tested on the {{forecasts}} newest of them, which it had not seen: its mean squared error (Brier score, 0 is best) is {{brier}}; always saying the overall failure rate would score {{base}}.',
  ranking:
    'Of a change that failed and one that went well, it gives the failed one the higher risk in {{percent}} of 100 cases; guessing gives 50.',
  plot: 'Forecast probability of failure against how often changes failed',
  forecastAxis: 'forecast',
  outcomeAxis: 'failed',
  perfect: 'a perfect forecast',
  table: 'Forecasts and outcomes',
  said: 'It said',
  happened: 'So many failed',
  number: 'Changes',
  percent: '{{number}} %',
} as const;
