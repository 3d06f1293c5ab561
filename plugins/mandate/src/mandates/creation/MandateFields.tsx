import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, TextAreaField, TextField } from '@backstage/ui';
import { mandateTranslationRef } from '../../translation';
import type { MandateDocument } from '../editor/mandateDocument';
import type { DraftProblems } from './draft';

/** What is asked of every mandate: its name, who answers for it, who reviews it, and where it applies. */
export function MandateFields(props: {
  readonly draft: MandateDocument;
  readonly problem: DraftProblems['name'];
  readonly isDisabled: boolean;
  readonly onChange: (draft: MandateDocument) => void;
}) {
  const { draft, problem, isDisabled, onChange } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const { metadata, spec } = draft;
  const { environments = [] } = spec.appliesTo ?? {};
  const setMetadata = (more: Partial<MandateDocument['metadata']>) =>
    onChange({ ...draft, metadata: { ...metadata, ...more } });
  const setSpec = (more: Partial<MandateDocument['spec']>) =>
    onChange({ ...draft, spec: { ...spec, ...more } });
  // A name that was not written yet is no mistake.
  const isMistaken = problem !== undefined && problem !== 'missing';
  return (
    <Flex direction="column" gap="3">
      <TextField
        label={t('mandates.creation.name')}
        description={
          isMistaken
            ? t(
                problem === 'taken'
                  ? 'mandates.creation.nameTaken'
                  : 'mandates.creation.nameMalformed',
              )
            : t('mandates.creation.nameHint')
        }
        isRequired
        isInvalid={isMistaken}
        isDisabled={isDisabled}
        autoComplete="off"
        value={metadata.name}
        onChange={name => setMetadata({ name })}
      />
      <TextField
        label={t('mandates.creation.mandateTitle')}
        isDisabled={isDisabled}
        autoComplete="off"
        value={metadata.title}
        onChange={title => setMetadata({ title })}
      />
      <TextAreaField
        label={t('mandates.creation.description')}
        isDisabled={isDisabled}
        rows={2}
        value={metadata.description ?? ''}
        onChange={description => setMetadata({ description })}
      />
      <TextField
        label={t('mandates.creation.owner')}
        description={t('mandates.creation.ownerHint')}
        isRequired
        isDisabled={isDisabled}
        value={spec.owner}
        onChange={owner => setSpec({ owner })}
      />
      <TextField
        label={t('mandates.creation.reviewer')}
        isRequired
        isDisabled={isDisabled}
        value={spec.review.by}
        onChange={by => setSpec({ review: { ...spec.review, by } })}
      />
      <TextField
        label={t('mandates.creation.environments')}
        description={t('mandates.creation.environmentsHint')}
        isDisabled={isDisabled}
        defaultValue={environments.join(', ')}
        onChange={written =>
          setSpec({
            appliesTo: withEnvironments(spec.appliesTo, namesIn(written)),
          })
        }
      />
    </Flex>
  );
}

function namesIn(written: string): readonly string[] {
  return written
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '');
}

function withEnvironments(
  scope: MandateDocument['spec']['appliesTo'],
  environments: readonly string[],
): MandateDocument['spec']['appliesTo'] {
  const { environments: _, ...others } = scope ?? {};
  return environments.length > 0
    ? { ...others, environments: [...environments] }
    : others;
}
