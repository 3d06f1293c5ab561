import { DateTime } from 'luxon';
import { useEffect, useState } from 'react';

const TICK_MS = 30_000;

/**
 * A time relative to now, in the viewer's zone and language; the exact one on hover.
 *
 * @public
 */
export function RelativeTime({ at }: { readonly at: string }) {
  const time = DateTime.fromISO(at);
  const now = useNow();
  if (!time.isValid) {
    return <span>{at}</span>;
  }
  return (
    <time
      dateTime={at}
      title={time.toLocaleString(DateTime.DATETIME_FULL_WITH_SECONDS)}
    >
      {time.toRelative({ base: now }) ?? at}
    </time>
  );
}

function useNow(): DateTime {
  const [now, setNow] = useState(() => DateTime.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(DateTime.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
