import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type {
  ChangeDetail,
  PlanAuthors,
  Revision,
} from '@mandate/plugin-mandate-common';
import {
  DecisionReason,
  EntityName,
  Fact,
  Facts,
  Money,
  ObjectDiff,
  PreflightChecks,
  RiskBar,
  RiskFactors,
  Status,
} from '@mandate/plugin-mandate-react';
import { Fragment, useId, useState } from 'react';
import { mandateTranslationRef } from '../translation';
import styles from './ApprovalCard.module.css';
import { TestResults } from './TestResults';

const DEPENDANTS_SHOWN = 5;

/** Why a person is asked, the risk, what changes, what it costs, and what happens if it goes wrong. */
export function ApprovalFacts({ change }: { readonly change: ChangeDetail }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const { current, reason } = change;
  if (!current) {
    return <p>{t('approval.planMissing')}</p>;
  }
  const { assessment, decision, plan } = current;
  return (
    <Facts>
      <Fact name={t('approval.why')}>
        <DecisionReason decision={decision} />
      </Fact>
      {reason && <Fact name={t('approval.reason')}>{reason}</Fact>}
      {plan.authors && <WrittenBy authors={plan.authors} />}
      <Fact name={t('approval.risk')}>
        <RiskBar risk={assessment.risk} />
        <RiskFactors factors={assessment.risk.factors} />
      </Fact>
      <Fact name={t('assessment.familiar')}>
        {t(`assessment.classification.${assessment.classification}`)}
      </Fact>
      {assessment.preflight && assessment.preflight.length > 0 && (
        <Fact name={t('assessment.preflight')}>
          <PreflightChecks checks={assessment.preflight} />
        </Fact>
      )}
      <WhatChanges revision={current} />
      <CostAndCompliance revision={current} />
      <TestResults change={change} />
      <Fact name={t('approval.dependants')}>
        <Dependants dependants={assessment.dependants} />
      </Fact>
      <Fact name={t('approval.ifItGoesWrong')}>
        {plan.undo.words},{' '}
        {t('approval.typically', {
          seconds: String(Math.round(plan.undo.typicalSeconds)),
        })}
      </Fact>
      {assessment.gaps.length > 0 && (
        <Fact name={t('approval.gaps')}>
          {assessment.gaps.map(({ assessor, words }) => (
            <Status key={assessor} tone="warning">
              {words}
            </Status>
          ))}
        </Fact>
      )}
    </Facts>
  );
}

/** Who wrote it before it was proposed; they do not vote. */
function WrittenBy({ authors }: { readonly authors: PlanAuthors }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const { people, unknown } = authors;
  return (
    <Fact name={t('approval.authors')}>
      {people.map((person, index) => (
        <Fragment key={person}>
          {index > 0 && ', '}
          <EntityName entityRef={person} />
        </Fragment>
      ))}
      {unknown !== undefined && (
        <Status tone="warning">
          {t('approval.authorsUnknown', { why: unknown })}
        </Status>
      )}
    </Fact>
  );
}

function WhatChanges({ revision }: { readonly revision: Revision }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const [open, setOpen] = useState(false);
  const diffId = useId();
  return (
    <Fact name={t('approval.whatChanges')}>
      <div className={styles.inline}>
        <span>{revision.plan.summary}</span>
        <Button
          size="small"
          variant="secondary"
          aria-expanded={open}
          aria-controls={diffId}
          onPress={() => setOpen(!open)}
        >
          {open ? t('approval.hideDiff') : t('approval.showDiff')}
        </Button>
      </div>
      <div id={diffId}>
        {open && <ObjectDiff objects={revision.plan.objects} />}
      </div>
    </Fact>
  );
}

function CostAndCompliance({ revision }: { readonly revision: Revision }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const { cost, findings } = revision.assessment;
  const added = findings.filter(finding => finding.isNew);
  return (
    <>
      {cost && (
        <Fact name={t('approval.cost')}>
          <Money
            amount={cost.after - cost.before}
            currency={cost.currency}
            signed
          />{' '}
          {t('approval.aMonth')}
        </Fact>
      )}
      <Fact name={t('approval.compliance')}>
        {added.length === 0 ? (
          t('approval.noNewFindings')
        ) : (
          <>
            <Status tone="danger">
              {t('approval.newFindings', { count: added.length })}
            </Status>
            <ul>
              {added.map(finding => (
                <li key={`${finding.rule} ${finding.where}`}>
                  {finding.title}: {finding.words}
                </li>
              ))}
            </ul>
          </>
        )}
      </Fact>
    </>
  );
}

function Dependants(props: {
  readonly dependants: Revision['assessment']['dependants'];
}) {
  const { dependants } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  if (dependants.length === 0) {
    return <>{t('approval.noDependants')}</>;
  }
  const more = dependants.length - DEPENDANTS_SHOWN;
  return (
    <>
      {dependants.slice(0, DEPENDANTS_SHOWN).map(({ entityRef }, index) => (
        <Fragment key={entityRef}>
          {index > 0 && ', '}
          <EntityName entityRef={entityRef} />
        </Fragment>
      ))}
      {more > 0 && ` ${t('approval.moreDependants', { number: String(more) })}`}
    </>
  );
}
