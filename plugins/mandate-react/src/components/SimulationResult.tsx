import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import type { Simulation } from '@mandate/plugin-mandate-common';
import type { Decision } from '../decision';
import { entityName } from '../entityName';
import { OversightBadge } from '../status/OversightBadge';
import { RiskBar } from '../status/RiskBar';
import { Status } from '../status/Status';
import { mandateReactTranslationRef } from '../translation';
import { DecisionReason } from './DecisionReason';
import { Fact, Facts } from './Fact';
import { Money } from './Money';
import { PreflightChecks } from './PreflightChecks';

/**
 * What would happen to a proposal: who would be asked and why, what changes, risk and cost.
 *
 * @public
 */
export function SimulationResult(props: { readonly simulation: Simulation }) {
  const { simulation } = props;
  const { plan, assessment, decision } = simulation;
  const { t } = useTranslationRef(mandateReactTranslationRef);
  const outcome = useOutcomeWords();
  const { cost, preflight = [] } = assessment;
  return (
    <Flex direction="column" gap="3" role="status">
      <Flex direction="column" gap="1">
        <Text as="p" weight="bold">
          {outcome(decision)}
        </Text>
        <OversightBadge oversight={decision.oversight} />
        <Text as="p" color="secondary">
          <DecisionReason decision={decision} />
        </Text>
      </Flex>
      <Facts>
        <Fact name={t('simulation.effect')}>{plan.summary}</Fact>
        <Fact name={t('simulation.risk')}>
          <RiskBar risk={assessment.risk} />
        </Fact>
        {simulation.waits && (
          <Fact name={t('simulation.start')}>
            <Status tone="warning">{simulation.waits}</Status>
          </Fact>
        )}
        {preflight.length > 0 && (
          <Fact name={t('simulation.ready')}>
            <PreflightChecks checks={preflight} />
          </Fact>
        )}
        {cost && (
          <Fact name={t('simulation.cost')}>
            <Money
              amount={cost.after - cost.before}
              currency={cost.currency}
              signed
            />{' '}
            {t('money.aMonth')}
          </Fact>
        )}
        <Fact name={t('simulation.undo')}>{plan.undo.words}</Fact>
      </Facts>
    </Flex>
  );
}

/**
 * "This will run by itself", "This will ask platform and security".
 *
 * @public
 */
export function useOutcomeWords(): (
  decision: Pick<Decision, 'oversight' | 'requirements'>,
) => string {
  const { t } = useTranslationRef(mandateReactTranslationRef);
  return ({ oversight, requirements }) => {
    switch (oversight) {
      case 'autonomous':
        return t('simulation.alone');
      case 'notify':
        return t('simulation.aloneTold');
      case 'forbid':
        return t('simulation.forbidden');
      default:
        return t('simulation.asks', {
          groups: requirements
            .map(({ group, count }) =>
              count === 1
                ? entityName(group)
                : t('simulation.people', {
                    group: entityName(group),
                    needed: String(count),
                  }),
            )
            .join(t('simulation.and')),
        });
    }
  };
}
