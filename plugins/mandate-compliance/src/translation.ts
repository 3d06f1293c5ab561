import { createTranslationRef } from '@backstage/frontend-plugin-api';

/**
 * Texts of the compliance card.
 *
 * @public
 */
export const complianceTranslationRef = createTranslationRef({
  id: 'plugin.mandate-compliance',
  messages: {
    title: 'Compliance',
    none: 'Nothing to check yet',
    noneHint:
      'When it runs in an environment, its live workloads are checked against the rules.',
    allPass_one: '{{environment}}: the one rule passes',
    allPass_other: '{{environment}}: all {{count}} rules pass',
    someFail_one: '{{environment}}: {{count}} rule fails',
    someFail_other: '{{environment}}: {{count}} rules fail',
    notKnown: '{{environment}}: not known',
    workload: '{{workload}}, seen',
    where: 'Where',
    mend: 'How to mend it',
    passing_one: '{{count}} rule passes',
    passing_other: '{{count}} rules pass',
    failing: 'Rules that fail in {{environment}}',
    couldNotCheck: 'could not be checked',
    severity: {
      low: 'low severity',
      medium: 'medium severity',
      high: 'high severity',
      critical: 'critical',
    },
  },
});
