import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select, Text } from '@backstage/ui';
import type { MandateView } from '@mandate/plugin-mandate-common';
import {
  EmptyState,
  entityName,
  LoadView,
  useMandates,
} from '@mandate/plugin-mandate-react';
import { useMemo } from 'react';
import { useViewer } from '../../changes/useViewer';
import { Page } from '../../page/Page';
import { useUrlFilters } from '../../page/useUrlFilters';
import { mandateTranslationRef } from '../../translation';
import { firstDraft, readStart, type Start, writeStart } from './draft';
import { MandateForm } from './MandateForm';
import { containerTypes } from './startingPoints';

/** Where the starting point stands in the address. */
const START = 'start';

/** A mandate that is not there yet: written from a starting point, tried on the past, and proposed as a change. */
export function NewMandatePage() {
  const { t } = useTranslationRef(mandateTranslationRef);
  const mandates = useMandates();
  const filters = useUrlFilters();
  const written = filters.get(START);
  const start = readStart(written);
  return (
    <Page>
      <header>
        <Text as="h2" variant="title-medium" weight="bold">
          {t('mandates.creation.title')}
        </Text>
        <Text as="p" color="secondary">
          {t('mandates.creation.hint')}
        </Text>
      </header>
      <LoadView load={mandates} lines={9}>
        {all => (
          <>
            <StartField
              mandates={all}
              start={start}
              onChange={next => filters.set(START, writeStart(next))}
            />
            {start ? (
              // Another starting point begins a text of its own.
              <StartedMandate key={written} start={start} mandates={all} />
            ) : (
              <EmptyState title={t('mandates.creation.chooseTitle')}>
                {t('mandates.creation.chooseHint')}
              </EmptyState>
            )}
          </>
        )}
      </LoadView>
    </Page>
  );
}

function StartField(props: {
  readonly mandates: readonly MandateView[];
  readonly start: Start | undefined;
  readonly onChange: (start: Start) => void;
}) {
  const { mandates, start, onChange } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  return (
    <Select
      label={t('mandates.creation.start')}
      description={t('mandates.creation.startHint')}
      placeholder={t('mandates.creation.startPlaceholder')}
      value={start ? writeStart(start) : null}
      onChange={value => {
        const next = readStart(String(value));
        if (next) {
          onChange(next);
        }
      }}
      options={[
        ...containerTypes.map(container => ({
          value: writeStart({ type: 'usual', container }),
          label: t(`mandates.creation.usual.${container}`),
        })),
        ...mandates.map(({ entityRef, title }) => ({
          value: writeStart({ type: 'copy', mandate: entityName(entityRef) }),
          label: t('mandates.creation.copy', { title }),
        })),
      ]}
    />
  );
}

function StartedMandate(props: {
  readonly start: Start;
  readonly mandates: readonly MandateView[];
}) {
  const { start, mandates } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const viewer = useViewer();
  // The viewer's own group is the likeliest owner.
  const owner = viewer?.belongsTo.find(ref => ref.startsWith('group:'));
  const draft = useMemo(
    () =>
      viewer &&
      firstDraft(start, { mandates, owner: owner ?? 'group:default/…' }),
    // What is written in the form stays when the list of mandates is read again.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [viewer !== undefined, owner],
  );
  if (!viewer) {
    return null;
  }
  return draft ? (
    <MandateForm first={draft} mandates={mandates} />
  ) : (
    <EmptyState
      title={t('mandates.creation.gone', {
        name: start.type === 'copy' ? start.mandate : start.container,
      })}
    />
  );
}
