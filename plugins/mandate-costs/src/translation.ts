import { createTranslationRef } from '@backstage/frontend-plugin-api';

/**
 * Texts of the costs card.
 *
 * @public
 */
export const costsTranslationRef = createTranslationRef({
  id: 'plugin.mandate-costs',
  messages: {
    title: 'Costs',
    none: 'It costs nothing yet',
    noneHint:
      'When it runs in an environment, its requests times the price list are shown here.',
    aMonth: 'a month',
    notKnown: 'not known',
    parts: 'What it is made of in {{environment}}',
    part: 'Part',
    amount: 'Amount',
    unitPrice: 'Price of one',
    monthlyCost: 'A month',
    pending: 'Not finished changes would add',
    seen: 'Requests times price list, seen',
  },
});
