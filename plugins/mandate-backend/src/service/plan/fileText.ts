import { documentDigest } from './planDigest';

const OVER = ' over ';

/** What a plan calls the text of a file that it replaces; undefined where there is no file. */
export function textDigest(text: string | undefined): string | undefined {
  return text === undefined ? undefined : documentDigest(text);
}

/** A base version with the text that the file had. */
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

/** A base version without the text of the file. */
export function withoutText(baseVersion: string): string {
  return baseVersion.split(OVER)[0];
}

/** Another text in its place is another plan: somebody merged something that nobody has approved over. */
export function replacedWords(
  digest: string | undefined,
  what: 'text' | 'decision record' = 'text',
): readonly string[] {
  return digest === undefined
    ? []
    : [
        `It takes the place of the ${what} ${digest.slice(
          0,
          'sha256:'.length + 12,
        )}.`,
      ];
}

/** Why nothing is committed over a text that nobody approved over. */
export function mergedMeanwhile(what: 'mandate' | 'template'): string {
  return `Somebody else changed the ${what}'s file since this was planned. Bring both together, and propose it again.`;
}
