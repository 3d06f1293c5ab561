import {
  ErrorState,
  errorStatus,
  type Reloadable,
} from '@mandate/plugin-mandate-react';

/**
 * What stands in place of a part that is drawn only when there is something: nothing while it is not known yet, and that
 * it could not be read when even the first try failed. What one may not see is as what is not there.
 */
export function UnreadState(props: {
  readonly load: Reloadable<unknown>;
  /** What could not be read, as a sentence. */
  readonly title: string;
}) {
  const { load, title } = props;
  if (
    load.status !== 'error' ||
    load.value !== undefined ||
    errorStatus(load.error) === 403
  ) {
    return null;
  }
  return <ErrorState error={load.error} title={title} onRetry={load.reload} />;
}
