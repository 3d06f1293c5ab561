import { documentDigest } from '../plan/planDigest';

const OVER = ' over ';

/** What a plan calls the text of a mandate's file; undefined where there is no file. */
export function textDigest(text: string | undefined): string | undefined {
  return text === undefined ? undefined : documentDigest(text);
}

/** A base version with the text that the mandate's file had. */
export function withText(
  baseVersion: string,
  text: string | undefined,
): string {
  return `${baseVersion}${OVER}${textDigest(text) ?? 'no file'}`;
}

/** Whether a file has the text that it had when something was planned over it. */
export function isTextOf(
  baseVersion: string,
  text: string | undefined,
): boolean {
  return baseVersion.endsWith(`${OVER}${textDigest(text) ?? 'no file'}`);
}
