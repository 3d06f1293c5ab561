import { JsonPath, JsonValue } from '../json';

/** Names of keys under which secrets stand. */
const SECRET_NAME =
  /(^|[-_.]|[a-z])(password|passwd|passphrase|secret|token|credentials?|private-?_?key|api-?_?key|access-?_?key)$/i;

const SECRET_FORMS: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----/, 'a private key'],
  [/\b(AKIA|ASIA)[A-Z0-9]{16}\b/, 'an access key of AWS'],
  [/\bgh[pousr]_[A-Za-z0-9]{36,}\b/, 'a token of GitHub'],
  [/\bglpat-[A-Za-z0-9_-]{20,}/, 'a token of GitLab'],
  [/\bxox[abprs]-[A-Za-z0-9-]{10,}/, 'a token of Slack'],
  [/\bsk_live_[A-Za-z0-9]{16,}/, 'a key of Stripe'],
  [
    /\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}/,
    'a signed token (JWT)',
  ],
  [/[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:[^\s/@]+@/i, 'an address with a password'],
];

/** Shortest text whose randomness is looked at; digests and identifiers are shorter or plainer. */
const RANDOM_LENGTH = 24;
const RANDOM_BITS_PER_CHARACTER = 4.3;

/**
 * What a value looks like when it looks like a secret; nothing when it does not. Texts only: a number of ten digits
 * may be anything.
 */
export function secretLikeness(
  value: JsonValue,
  path: JsonPath,
): string | undefined {
  if (typeof value !== 'string' || value === '') {
    return undefined;
  }
  const form = SECRET_FORMS.find(([pattern]) => pattern.test(value));
  if (form) {
    return form[1];
  }
  const key = [...path].reverse().find(step => typeof step === 'string');
  if (typeof key === 'string' && SECRET_NAME.test(key)) {
    return `what its name "${key}" says`;
  }
  return isRandom(value) ? 'a random key' : undefined;
}

/** Whether a word has more different characters than words and names do, in more than one class of them. */
function isRandom(text: string): boolean {
  if (
    text.length < RANDOM_LENGTH ||
    !/^[A-Za-z0-9+/_=-]+$/.test(text) ||
    !/[A-Z]/.test(text) ||
    !/[a-z]/.test(text) ||
    !/[0-9]/.test(text)
  ) {
    return false;
  }
  const counts = new Map<string, number>();
  for (const character of text) {
    counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  let bits = 0;
  for (const count of counts.values()) {
    const share = count / text.length;
    bits -= share * Math.log2(share);
  }
  // A text of n characters can show at most log2(n) bits.
  return (
    bits >= Math.min(RANDOM_BITS_PER_CHARACTER, Math.log2(text.length) - 0.6)
  );
}
