import { shortName } from '../approval/waitingWords';

/** References of people and groups as words hold them: the ledger keeps them exact, so that they can be erased. */
const REFERENCES =
  /\b(?:user|group|agent|service|detector):[a-z0-9._-]+(?:\/[a-z0-9._-]*[a-z0-9_-])?/gi;

/** Words as people read them: "pia" in the place of "user:default/pia". */
export function namesInWords(words: string): string {
  return words.replace(REFERENCES, shortName);
}
