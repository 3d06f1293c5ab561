import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { NumberField, Select } from '@backstage/ui';
import type { EnvironmentView } from '@mandate/plugin-mandate-common';
import { operationsTranslationRef } from '../translation';
import type { Proposal } from './proposal';

/** The fields of a proposal: where and how many. */
export function ProposalFields(props: {
  readonly proposal: Proposal;
  readonly environments: readonly EnvironmentView[];
  readonly onChange: (proposal: Proposal) => void;
}) {
  const { proposal, environments, onChange } = props;
  const { t } = useTranslationRef(operationsTranslationRef);
  return (
    <>
      <Select
        label={t('propose.environment')}
        value={proposal.environment}
        onChange={key => onChange({ ...proposal, environment: String(key) })}
        options={environments.map(({ name, title }) => ({
          value: name,
          label: title,
        }))}
      />
      {proposal.kind === 'scale' && (
        <NumberField
          label={t('propose.replicas')}
          value={proposal.replicas}
          onChange={replicas => onChange({ ...proposal, replicas })}
          minValue={0}
          maxValue={1_000}
        />
      )}
    </>
  );
}
