import { types } from '../../../types/celType';
import { CelError, CelObjectValue } from '../../../values/runtimeValue';
import { IpAddress } from './ipAddress';
import { parseIp } from './parseIp';

/** The type of networks. */

export const cidrType = types.opaque('net.CIDR');

/** A network: an address, of which bits behind the prefix may be set, and the prefix's length. @public */

export class Cidr extends CelObjectValue {
  readonly celType = cidrType;

  constructor(readonly address: IpAddress, readonly prefixLength: number) {
    super();
  }

  equalTo(other: CelObjectValue): boolean {
    return (
      other instanceof Cidr &&
      other.prefixLength === this.prefixLength &&
      other.address.equalTo(this.address)
    );
  }

  contains(address: IpAddress): boolean {
    const shift = BigInt(this.address.width - this.prefixLength);
    return (
      address.family === this.address.family &&
      address.bits >> shift === this.address.bits >> shift
    );
  }

  containsCidr(other: Cidr): boolean {
    return (
      this.prefixLength <= other.prefixLength && this.contains(other.address)
    );
  }

  /** The same network without bits behind its prefix. */
  masked(): Cidr {
    const shift = BigInt(this.address.width - this.prefixLength);
    return new Cidr(
      new IpAddress(this.address.family, (this.address.bits >> shift) << shift),
      this.prefixLength,
    );
  }

  toString(): string {
    return `${this.address}/${this.prefixLength}`;
  }
}

const shape = /^(.*)\/(0|[1-9]\d{0,2})$/s;

const unparsable = new CelError(
  'network address parse error during conversion from string',
);

/** Reads a network as Go's `netip.ParsePrefix` does; see `parseIp` for the messages. */

export function parseCidr(text: string): Cidr | CelError {
  const [, addressText, lengthText] = shape.exec(text) ?? [];
  const address = addressText === undefined ? undefined : parseIp(addressText);
  if (
    address === undefined ||
    address instanceof CelError ||
    Number(lengthText) > address.width
  ) {
    return unparsable;
  }
  return new Cidr(address, Number(lengthText));
}
