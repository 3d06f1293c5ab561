/** The MD5 digest (RFC 1321), which templates use to name things, not to protect them. */

export function md5(message: Uint8Array): Uint8Array {
  const padded = new Uint8Array(Math.ceil((message.length + 9) / 64) * 64);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setBigUint64(padded.length - 8, BigInt(message.length) * 8n, true);
  const state = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476);
  for (let block = 0; block < padded.length; block += 64) {
    compress(state, view, block);
  }
  return new Uint8Array(state.buffer);
}

const shifts = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
] as const;

const sines = Array.from({ length: 64 }, (_, step) =>
  Math.floor(Math.abs(Math.sin(step + 1)) * 2 ** 32),
);

function compress(state: Int32Array, view: DataView, block: number): void {
  let [a, b, c, d] = state;
  for (let step = 0; step < 64; step += 1) {
    const { mixed, word } = mix(Math.floor(step / 16), step, b, c, d);
    const sum =
      (a + mixed + sines[step] + view.getInt32(block + (word % 16) * 4, true)) |
      0;
    const bits = shifts[Math.floor(step / 16)][step % 4];
    [a, d, c, b] = [d, c, b, (b + ((sum << bits) | (sum >>> (32 - bits)))) | 0];
  }
  [a, b, c, d].forEach((word, index) => {
    state[index] += word;
  });
}

function mix(
  round: number,
  step: number,
  b: number,
  c: number,
  d: number,
): { readonly mixed: number; readonly word: number } {
  switch (round) {
    case 0:
      return { mixed: (b & c) | (~b & d), word: step };
    case 1:
      return { mixed: (d & b) | (~d & c), word: 5 * step + 1 };
    case 2:
      return { mixed: b ^ c ^ d, word: 3 * step + 5 };
    default:
      return { mixed: c ^ (b | ~d), word: 7 * step };
  }
}
