import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { MandateView } from '@mandate/plugin-mandate-common';
import {
  entityName,
  mandateReactTranslationRef,
} from '@mandate/plugin-mandate-react';
import { mandateTranslationRef } from '../translation';
import { limitsOf } from './limitsOf';
import { durationWords } from './durationWords';

type Spec = MandateView['spec'];
type Grant = Spec['grants'][number];
type Budget = NonNullable<Spec['budgets']>[number];
type Fallback = NonNullable<Spec['otherwise']>;
type Requirements = Grant['approvals'];

const dimensions = [
  'containerTypes',
  'environments',
  'kinds',
  'owners',
  'systems',
  'tags',
  'namespaces',
  'clusters',
  'entities',
] as const;

/** The clauses of a mandate as sentences. */
export interface MandateWords {
  scope(spec: Spec): string;
  kinds(kinds: readonly string[]): string;
  limits(spec: Spec): string;
  grant(grant: Grant): string;
  budget(budget: Budget): string;
  otherwise(spec: Spec): string;
  beyond(spec: Spec): string;
  duration(iso: string): string;
}

/** Says the clauses of a mandate in the portal's language. */
export function useMandateWords(): MandateWords {
  const { t } = useTranslationRef(mandateTranslationRef);
  const { t: tReact } = useTranslationRef(mandateReactTranslationRef);

  const kindWords = (kinds: readonly string[]) =>
    kinds.includes('*') ? t('mandates.everyKind') : kinds.join(', ');
  const groupWords = (requirements: Requirements) =>
    (requirements ?? [])
      .map(({ group, count }) =>
        count === 1 ? entityName(group) : `${count} × ${entityName(group)}`,
      )
      .join(t('approval.and'));
  const fallback = (clause: Fallback | undefined) => {
    if (clause?.oversight === 'forbid') {
      return t('mandates.forbid');
    }
    return clause?.approvals
      ? t('mandates.approvedBy', { groups: groupWords(clause.approvals) })
      : t('mandates.otherwiseApprove');
  };

  return {
    kinds: kindWords,
    scope: ({ appliesTo }) =>
      [
        ...dimensions.flatMap(dimension => {
          const values = appliesTo[dimension];
          return values
            ? [
                `${t(`mandates.dimension.${dimension}`)} ${values
                  .map(entityName)
                  .join(', ')}`,
              ]
            : [];
        }),
        ...(appliesTo.labels
          ? [
              `${t('mandates.dimension.labels')} ${labelWords(
                appliesTo.labels,
              )}`,
            ]
          : []),
      ].join('; ') || t('mandates.everything'),
    limits: ({ limits }) =>
      limitsOf(limits)
        .map(({ name, limit, hard }) => {
          const words = t(`mandates.limit.${name}`, { number: limit });
          return hard ? `${words} (${t('mandates.hard')})` : words;
        })
        .join(', ') || t('mandates.noLimits'),
    grant: grant =>
      [
        t('mandates.grantKinds', {
          kinds: kindWords(grant.changes),
          oversight: tReact(`oversight.${grant.oversight}`),
        }),
        ...(grant.approvals
          ? [t('mandates.approvedBy', { groups: groupWords(grant.approvals) })]
          : []),
      ].join(', '),
    budget: budget => {
      const values = {
        kinds: kindWords(budget.changes),
        window: durationWords(budget.window),
      };
      const { perTarget, perMandate, perOwner, perProposer } = budget;
      const amount = t(`mandates.measure.${budget.measure ?? 'changes'}`, {
        amount: String(perTarget ?? perMandate ?? perOwner ?? perProposer),
      });
      if (perTarget !== undefined) {
        return t('mandates.budgetTarget', { ...values, amount });
      }
      if (perProposer !== undefined) {
        return t('mandates.budgetProposer', { ...values, amount });
      }
      return perMandate !== undefined
        ? t('mandates.budgetMandate', { ...values, amount })
        : t('mandates.budgetOwner', { ...values, amount });
    },
    otherwise: ({ otherwise }) => fallback(otherwise),
    beyond: ({ beyondLimits }) => fallback(beyondLimits),
    duration: durationWords,
  };
}

/** "region eu or us, criticality high". */
function labelWords(labels: NonNullable<Spec['appliesTo']['labels']>): string {
  return Object.entries(labels)
    .map(([label, values]) => `${label} ${[values].flat().join(' / ')}`)
    .join(', ');
}
