/** A duration as kubectl shows ages: `45s`, `3m20s`, `2h5m`, `4d`. */
export function shortDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 120) {
    return `${seconds}s`;
  }
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10) {
    return withRest(minutes, 'm', seconds % 60, 's');
  }
  if (minutes < 180) {
    return `${minutes}m`;
  }
  const hours = Math.floor(minutes / 60);
  if (hours < 8) {
    return withRest(hours, 'h', minutes % 60, 'm');
  }
  if (hours < 48) {
    return `${hours}h`;
  }
  const days = Math.floor(hours / 24);
  if (days < 8) {
    return withRest(days, 'd', hours % 24, 'h');
  }
  if (days < 365 * 2) {
    return `${days}d`;
  }
  return withRest(Math.floor(days / 365), 'y', days % 365, 'd');
}

/** The age at `now` of a time in RFC 3339. */
export function age(since: string | undefined, now: Date): string {
  return since ? shortDuration(now.getTime() - Date.parse(since)) : '<unknown>';
}

function withRest(
  count: number,
  unit: string,
  rest: number,
  restUnit: string,
): string {
  return rest === 0 ? `${count}${unit}` : `${count}${unit}${rest}${restUnit}`;
}
