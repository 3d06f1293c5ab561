/** Whether a text is a date as Go reads `2006-01-02`. */
export function isDate(text: string): boolean {
  const [, year, month, day] =
    /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)?.map(Number) ?? [];
  if (year === undefined || month < 1 || month > 12 || day < 1) {
    return false;
  }
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1;
}

/** Whether a text is a date and time: RFC 3339, in any case of its letters, as the OpenAPI library of Kubernetes reads it. */
export function isDateTime(text: string): boolean {
  const [date, time] = text.toLowerCase().split('t');
  const [, hour, minute, second] =
    /^(\d{2}):(\d{2}):(\d{2})(?:.\d+)?(?:z|[+-]\d{2}:\d{2})$/
      .exec(time ?? '')
      ?.map(Number) ?? [];
  return (
    isDate(date) &&
    hour !== undefined &&
    hour <= 23 &&
    minute <= 59 &&
    second <= 59
  );
}

/** Whether a text is a UUID of any version, in any case, hyphens or not. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i.test(
    text,
  );
}

/** Whether a text is padded base 64 of at least a byte. */
export function isBase64(text: string): boolean {
  return (
    text.length % 4 === 0 &&
    text !== '' &&
    /^[A-Za-z0-9+/]*(?:={1,2})?$/.test(text) &&
    !/[^=]={3}$/.test(text)
  );
}
