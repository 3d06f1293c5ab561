import {
  cosignaturesOf,
  formatWitnessRequest,
  fromBase64,
  parseWitnessKey,
  type WitnessKey,
} from '@mandate/ledger';
import type { WitnessSettings } from '../../settings/ledgerSettings';
import type { Ledger } from '../Ledger';

const TIMEOUT_MS = 10_000;
/** A cosignature line has some 150 bytes. */
const MAX_ANSWER_BYTES = 16 * 1024;

/** What a witness said. */
export type WitnessAnswer =
  /** Lines to add to the checkpoint's note, verified. */
  | { readonly type: 'cosigned'; readonly lines: string }
  | { readonly type: 'failed'; readonly words: string }
  /** It has cosigned a longer log: ours lost entries, or somebody signs another one with our key. */
  | { readonly type: 'contradicted'; readonly words: string };

/** Asks one witness to cosign checkpoints (C2SP tlog-witness), and believes nothing that it does not verify. */
export class Witness {
  readonly key: WitnessKey;
  readonly #url: string;
  /** What it cosigned last; when that is not known, or wrong, the witness says so. */
  #size = 0;

  /** @throws Error when the configured key is none. */
  constructor(settings: WitnessSettings) {
    const parsed = parseWitnessKey(settings.verifierKey);
    if (!parsed.ok) {
      throw new Error(
        `The key of the witness ${settings.url} in mandate.ledger.witnesses cannot be used: ${parsed.reason}.`,
      );
    }
    this.key = parsed.key;
    this.#url = `${settings.url.replace(/\/$/, '')}/add-checkpoint`;
  }

  /** Asks for a cosignature; once more when it says that it knows another size than we thought. */
  async ask(options: {
    readonly note: string;
    readonly size: number;
    readonly ledger: Pick<Ledger, 'consistencyProof'>;
  }): Promise<WitnessAnswer> {
    const { note, size } = options;
    let answer = await this.#post(options);
    if (answer.status === 409 && /^\d{1,15}\n?$/.test(answer.body)) {
      this.#size = Number(answer.body);
      if (this.#size > size) {
        return {
          type: 'contradicted',
          words: `The witness ${this.key.name} has cosigned ${
            this.#size
          } entries of this ledger, which has only ${size}.`,
        };
      }
      answer = await this.#post(options);
    }
    if (answer.status !== 200) {
      return {
        type: 'failed',
        words: `The witness ${this.key.name} did not cosign: HTTP ${answer.status}.`,
      };
    }
    const lines = linesOf(answer.body, this.key);
    if (cosignaturesOf(`${note}${lines}`, [this.key]).length === 0) {
      return {
        type: 'failed',
        words: `The witness ${this.key.name} answered without a right cosignature.`,
      };
    }
    this.#size = size;
    return { type: 'cosigned', lines };
  }

  async #post(options: {
    readonly note: string;
    readonly size: number;
    readonly ledger: Pick<Ledger, 'consistencyProof'>;
  }): Promise<{ readonly status: number; readonly body: string }> {
    const oldSize = Math.min(this.#size, options.size);
    const { hashes } = await options.ledger.consistencyProof(
      oldSize,
      options.size,
    );
    const response = await fetch(this.#url, {
      method: 'POST',
      body: formatWitnessRequest({
        oldSize,
        proof: hashes.flatMap(hash => fromBase64(hash) ?? []),
        checkpoint: options.note,
      }),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const body = await response.text();
    return { status: response.status, body: body.slice(0, MAX_ANSWER_BYTES) };
  }
}

/** Only its own lines: nothing else that it sends gets into the note. */
function linesOf(body: string, { name }: WitnessKey): string {
  const lines = body
    .split('\n')
    .filter(line => line.startsWith(`\u2014 ${name} `));
  return lines
    .slice(0, 1)
    .map(line => `${line}\n`)
    .join('');
}
