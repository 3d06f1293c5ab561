import {
  bytesToHex,
  concatBytes,
  hexToBytes,
  utf8ToBytes,
} from '@noble/hashes/utils.js';
import { fromBase64, toBase64 } from '../bytes/base64';
import { type Signer, verifyEd25519 } from './ed25519';
import { isKeyName, type VerifierKey } from './verifierKey';

/** The longest note that is read, in characters, and the most signatures. Bounds the work on foreign input. */
const MAX_NOTE_LENGTH = 1_000_000;
const MAX_SIGNATURES = 100;

/** Begins a signature line: an em dash and a space. */
const SIGNATURE_MARK = '— ';

/**
 * Why a note was not accepted.
 *
 * @public
 */
export type NoteFault = 'malformed' | 'unknown-signer' | 'bad-signature';

/**
 * The outcome of opening a note.
 *
 * @public
 */
export type NoteVerdict =
  | {
      readonly ok: true;
      /** What was signed. Ends in a newline. */
      readonly text: string;
      /** The given keys whose signatures were found and are right. */
      readonly signers: readonly VerifierKey[];
    }
  | { readonly ok: false; readonly fault: NoteFault; readonly reason: string };

/**
 * Signs a text as a C2SP signed-note. The result is the text, an empty line and a line for each signature.
 *
 * @throws TypeError when the text cannot be signed: it must end in a newline and have no other control characters.
 *
 * @public
 */
export async function signNote(
  text: string,
  signers: readonly Signer[],
): Promise<string> {
  if (!isSignable(text)) {
    throw new TypeError(
      'A text to be signed ends in a newline and has no other control characters',
    );
  }
  const lines: string[] = [];
  for (const signer of signers) {
    const signature = await signer.sign(utf8ToBytes(text));
    const encoded = toBase64(concatBytes(hexToBytes(signer.keyId), signature));
    lines.push(`${SIGNATURE_MARK}${signer.name} ${encoded}\n`);
  }
  return `${text}\n${lines.join('')}`;
}

/**
 * Opens a C2SP signed-note. At least one signature must be by a given key. Signatures by other keys are skipped, as the
 * specification wants (a witness may have added its own); a wrong signature by a given key spoils the note.
 *
 * @public
 */
export function verifyNote(
  note: string,
  keys: readonly VerifierKey[],
): NoteVerdict {
  const parsed = parseNote(note);
  if (parsed === undefined) {
    return {
      ok: false,
      fault: 'malformed',
      reason: 'it is not a signed note (C2SP signed-note)',
    };
  }
  const message = utf8ToBytes(parsed.text);
  const signers = new Set<VerifierKey>();
  for (const { name, keyId, signature } of parsed.signatures) {
    const key = keys.find(each => each.name === name && each.keyId === keyId);
    if (key === undefined || signers.has(key)) {
      continue;
    }
    if (!verifyEd25519(signature, message, key.publicKey)) {
      return {
        ok: false,
        fault: 'bad-signature',
        reason: `its signature by ${name} (${keyId}) is wrong: text or signature was changed, or another key made it`,
      };
    }
    signers.add(key);
  }
  if (signers.size === 0) {
    return {
      ok: false,
      fault: 'unknown-signer',
      reason: 'no trusted key signed it',
    };
  }
  return { ok: true, text: parsed.text, signers: [...signers] };
}

/** A signature line of a note. */
export interface NoteSignature {
  readonly name: string;
  readonly keyId: string;
  readonly signature: Uint8Array;
}

/** Cuts a note into its text and its signatures, right or not; `undefined` when it is none. */
export function parseNote(
  note: string,
): { text: string; signatures: NoteSignature[] } | undefined {
  const separator = note.lastIndexOf('\n\n');
  if (note.length > MAX_NOTE_LENGTH || separator < 0 || !note.endsWith('\n')) {
    return undefined;
  }
  const text = note.slice(0, separator + 1);
  const lines = note.slice(separator + 2, -1).split('\n');
  if (!isSignable(text) || lines.length > MAX_SIGNATURES) {
    return undefined;
  }
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const signature = parseSignature(line);
    if (signature === undefined) {
      return undefined;
    }
    signatures.push(signature);
  }
  return { text, signatures };
}

function parseSignature(line: string): NoteSignature | undefined {
  if (!line.startsWith(SIGNATURE_MARK)) {
    return undefined;
  }
  const [name = '', encoded = '', ...rest] = line
    .slice(SIGNATURE_MARK.length)
    .split(' ');
  const bytes = fromBase64(encoded);
  if (
    !isKeyName(name) ||
    rest.length > 0 ||
    bytes === undefined ||
    bytes.length < 5
  ) {
    return undefined;
  }
  return {
    name,
    keyId: bytesToHex(bytes.slice(0, 4)),
    signature: bytes.slice(4),
  };
}

function isSignable(text: string): boolean {
  // A lone surrogate (Cs) would be signed as U+FFFD, so that two texts had one signature.
  return /^(?:[^\p{Cc}\p{Cs}]|\n)*\n$/u.test(text);
}
