import { types } from '../../../types/celType';
import { CelObjectValue } from '../../../values/runtimeValue';

/** The type of addresses. */
export const ipType = types.opaque('net.IP');

/** An IPv4 or IPv6 address, as a number of 32 or 128 bits. @public */
export class IpAddress extends CelObjectValue {
  readonly celType = ipType;

  constructor(readonly family: 4 | 6, readonly bits: bigint) {
    super();
  }

  equalTo(other: CelObjectValue): boolean {
    return (
      other instanceof IpAddress &&
      other.family === this.family &&
      other.bits === this.bits
    );
  }

  /** How many bits an address of its family has. */
  get width(): 32 | 128 {
    return this.family === 4 ? 32 : 128;
  }

  get isUnspecified(): boolean {
    return this.bits === 0n;
  }

  get isLoopback(): boolean {
    return this.family === 4 ? this.startsWith(127n, 8) : this.bits === 1n;
  }

  get isLinkLocalMulticast(): boolean {
    return this.family === 4
      ? this.startsWith(0xe00000n, 24)
      : this.startsWith(0xffn, 8) && (this.bits >> 112n) % 16n === 2n;
  }

  get isLinkLocalUnicast(): boolean {
    return this.family === 4
      ? this.startsWith(0xa9fen, 16)
      : this.startsWith(0x3fan, 10);
  }

  get isGlobalUnicast(): boolean {
    const multicast =
      this.family === 4 ? this.startsWith(0xen, 4) : this.startsWith(0xffn, 8);
    const broadcast = this.family === 4 && this.bits === 0xffffffffn;
    return !(
      this.isUnspecified ||
      broadcast ||
      multicast ||
      this.isLoopback ||
      this.isLinkLocalUnicast
    );
  }

  /** The canonical text: RFC 5952 for IPv6. */
  toString(): string {
    return this.family === 4
      ? this.parts(8).join('.')
      : compressed(this.parts(16).map(part => part.toString(16)));
  }

  private startsWith(prefix: bigint, length: number): boolean {
    return this.bits >> BigInt(this.width - length) === prefix;
  }

  private parts(width: number): readonly number[] {
    return Array.from({ length: this.width / width }, (_, index) =>
      Number(
        BigInt.asUintN(
          width,
          this.bits >> BigInt(this.width - width * (index + 1)),
        ),
      ),
    );
  }
}

/** Leaves out the first of the longest runs of two or more zeros. */
function compressed(groups: readonly string[]): string {
  let start = 0;
  let length = 0;
  for (let place = 0; place < groups.length; place += 1) {
    let end = place;
    while (end < groups.length && groups[end] === '0') {
      end += 1;
    }
    if (end - place > length) {
      start = place;
      length = end - place;
    }
    place = Math.max(place, end - 1);
  }
  return length < 2
    ? groups.join(':')
    : `${groups.slice(0, start).join(':')}::${groups
        .slice(start + length)
        .join(':')}`;
}
