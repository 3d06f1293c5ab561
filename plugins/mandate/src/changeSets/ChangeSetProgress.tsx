import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ChangeSetView } from '@mandate/plugin-mandate-common';
import { Status, type Tone } from '@mandate/plugin-mandate-react';
import { mandateTranslationRef } from '../translation';

const tones: Readonly<Record<ChangeSetView['progress']['state'], Tone>> = {
  incomplete: 'neutral',
  'awaiting-approval': 'warning',
  'under-way': 'neutral',
  stopped: 'danger',
  succeeded: 'positive',
  ended: 'warning',
};

/** How far a set is, as a word with its tone. */
export function ChangeSetProgress({ set }: { readonly set: ChangeSetView }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const { state } = set.progress;
  return <Status tone={tones[state]}>{t(`changeSets.state.${state}`)}</Status>;
}
