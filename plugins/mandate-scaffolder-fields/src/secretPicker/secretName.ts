/** What somebody wrote where the name of a Secret belongs. */
export type SecretText = 'name' | 'no-name' | 'looks-secret';

/**
 * Tells the name of a Secret from other texts, and from a secret itself that somebody pasted: long, or mixed of letter
 * cases, digits and signs. In doubt it is taken for a secret.
 */
export function judgeSecretText(text: string): SecretText {
  const isName =
    text.length <= 253 &&
    text
      .split('.')
      .every(label => /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(label));
  if (isName) {
    return isRandom(text) ? 'looks-secret' : 'name';
  }
  if (/^[A-Za-z ]+$/.test(text) && text.includes(' ')) {
    return 'no-name';
  }
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9.\- ]/];
  const mixed = kinds.filter(kind => kind.test(text)).length;
  return text.length >= 8 && mixed >= 2 ? 'looks-secret' : 'no-name';
}

/** Twenty characters or more without a hyphen, with digits among the letters, are hardly a name. */
function isRandom(text: string): boolean {
  return text
    .split(/[-.]/)
    .some(
      part =>
        part.length >= 20 && /\d.*[a-z].*\d/.test(part) && /[a-z]/.test(part),
    );
}
