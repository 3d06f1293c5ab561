import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import { errorMessage, errorStatus } from '../load/errorMessage';
import { mandateReactTranslationRef } from '../translation';

/**
 * Says what went wrong in the server's words, and offers to try again.
 *
 * @public
 */
export function ErrorState(props: {
  readonly error: unknown;
  /** Set when something older is still shown below. */
  readonly stale?: boolean;
  readonly onRetry?: () => void;
  /** What could not be done, where it is not loading. */
  readonly title?: string;
}) {
  const { error, stale, onRetry, title } = props;
  const { t } = useTranslationRef(mandateReactTranslationRef);
  const denied = errorStatus(error) === 403;
  const reason = title ?? (stale ? t('load.stale') : t('load.failed'));
  return (
    <Alert
      role="alert"
      status={stale ? 'warning' : 'danger'}
      icon
      title={denied ? t('load.denied') : reason}
      description={errorMessage(error)}
      customActions={
        onRetry && !denied ? (
          <Button size="small" variant="secondary" onPress={onRetry}>
            {t('load.retry')}
          </Button>
        ) : undefined
      }
    />
  );
}
