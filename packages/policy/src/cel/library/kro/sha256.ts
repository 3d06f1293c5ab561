/** The first 64 primes: the constants are fractions of their roots. */
const primes = firstPrimes(64);

const initialState = primes.slice(0, 8).map(prime => fractionOf(prime, 2));

const roundConstants = primes.map(prime =>
  fractionOf(prime, 3),
); /** The SHA-256 digest (FIPS 180-4): written out here, since the engine runs in browsers and must answer at once. */

export function sha256(message: Uint8Array): Uint8Array {
  const padded = withPadding(message);
  const view = new DataView(padded.buffer);
  const state = Uint32Array.from(initialState);
  const schedule = new Uint32Array(64);
  for (let block = 0; block < padded.length; block += 64) {
    for (let word = 0; word < 16; word += 1) {
      schedule[word] = view.getUint32(block + word * 4);
    }
    compress(state, schedule);
  }
  const digest = new Uint8Array(32);
  const digestView = new DataView(digest.buffer);
  state.forEach((word, index) => digestView.setUint32(index * 4, word));
  return digest;
}

function withPadding(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const padded = new Uint8Array(Math.ceil((message.length + 9) / 64) * 64);
  padded.set(message);
  padded[message.length] = 0x80;
  new DataView(padded.buffer).setBigUint64(
    padded.length - 8,
    BigInt(message.length) * 8n,
  );
  return padded;
}

function compress(state: Uint32Array, schedule: Uint32Array): void {
  for (let word = 16; word < 64; word += 1) {
    const early = schedule[word - 15];
    const late = schedule[word - 2];
    schedule[word] =
      schedule[word - 16] +
      (rotated(early, 7) ^ rotated(early, 18) ^ (early >>> 3)) +
      schedule[word - 7] +
      (rotated(late, 17) ^ rotated(late, 19) ^ (late >>> 10));
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let round = 0; round < 64; round += 1) {
    const first =
      (h +
        (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) +
        ((e & f) ^ (~e & g)) +
        roundConstants[round] +
        schedule[round]) |
      0;
    const second =
      ((rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) +
        ((a & b) ^ (a & c) ^ (b & c))) |
      0;
    [h, g, f, e, d, c, b, a] = [
      g,
      f,
      e,
      (d + first) | 0,
      c,
      b,
      a,
      (first + second) | 0,
    ];
  }
  [a, b, c, d, e, f, g, h].forEach((word, index) => {
    state[index] += word;
  });
}

function rotated(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}

function firstPrimes(count: number): readonly number[] {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate += 1) {
    if (found.every(prime => candidate % prime !== 0)) {
      found.push(candidate);
    }
  }
  return found;
}

/** The first 32 bits behind the point of a number's square or cube root, in integers so that they are exact. */

function fractionOf(value: number, root: 2 | 3): number {
  const scaled = BigInt(value) << BigInt(32 * root);
  let low = 0n;
  let high = 1n << 40n;
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (middle ** BigInt(root) <= scaled) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return Number(BigInt.asUintN(32, low));
}
