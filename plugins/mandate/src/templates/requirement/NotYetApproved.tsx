import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import type { TemplateView } from '@mandate/plugin-mandate-common';
import { mandateTranslationRef } from '../../translation';
import { currentStateOf } from '../currentStateOf';

/** Most titles that are named. */
const MOST_NAMED = 5;

/** Which templates an answer leaves out because nobody has approved them yet; nothing when there are none. */
export function NotYetApproved(props: {
  readonly templates: readonly TemplateView[];
}) {
  const { templates } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  if (!templates.some(one => currentStateOf(one) === 'approved')) {
    return (
      <Alert
        status="info"
        icon
        title={t('templates.requirement.noneApproved')}
        description={t('templates.requirement.noneApprovedHint')}
      />
    );
  }
  const waiting = templates.filter(
    one => currentStateOf(one) === 'not-approved',
  );
  return waiting.length === 0 ? null : (
    <Alert
      status="info"
      icon
      title={t('templates.requirement.notApproved', {
        count: waiting.length,
        titles: named(waiting.map(({ title }) => title)),
      })}
    />
  );
}

function named(titles: readonly string[]): string {
  return titles.length > MOST_NAMED
    ? `${titles.slice(0, MOST_NAMED).join(', ')}, …`
    : titles.join(', ');
}
