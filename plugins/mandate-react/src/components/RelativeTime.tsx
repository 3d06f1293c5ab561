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
  useTick();
  if (!time.isValid) {
    return <span>{at}</span>;
  }
  return (
    <time
      dateTime={at}
      title={time.toLocaleString(DateTime.DATETIME_FULL_WITH_SECONDS)}
    >
      {time.toRelative() ?? at}
    </time>
  );
}

/** Draws again from time to time. The time itself is read while drawing: a kept one would lie behind what is new. */
function useTick(): void {
  const [, setTicks] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTicks(ticks => ticks + 1), TICK_MS);
    return () => clearInterval(timer);
  }, []);
}
