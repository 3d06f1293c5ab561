import { CelError } from '../../../values/runtimeValue';
import { IpAddress } from './ipAddress';

const unparsable = new CelError(
  'IP Address parse error during conversion from string: unable to parse IP',
);

/**
 * Reads an address as Go's `netip.ParseAddr` does, and refuses zones and IPv4 in IPv6 as Kubernetes does. The messages are
 * Kubernetes' without the text itself, which may be what was read.
 */
export function parseIp(text: string): IpAddress | CelError {
  if (text.length > 100) {
    return unparsable;
  }
  const address = text.includes(':') ? parseIpv6(text) : parseIpv4(text);
  if (address === undefined) {
    return text.includes('%') && parseIpv6(text.split('%')[0]) !== undefined
      ? new CelError('IP address with zone value is not allowed')
      : unparsable;
  }
  return address.family === 6 && address.bits >> 32n === 0xffffn
    ? new CelError('IPv4-mapped IPv6 address is not allowed')
    : address;
}

function parseIpv4(text: string): IpAddress | undefined {
  const bits = ipv4Bits(text);
  return bits === undefined ? undefined : new IpAddress(4, bits);
}

function ipv4Bits(text: string): bigint | undefined {
  const octets = text.split('.');
  return octets.length === 4 &&
    octets.every(
      octet => /^(?:0|[1-9]\d{0,2})$/.test(octet) && Number(octet) <= 255,
    )
    ? octets.reduce((bits, octet) => (bits << 8n) | BigInt(octet), 0n)
    : undefined;
}

function parseIpv6(text: string): IpAddress | undefined {
  const halves = text.split('::');
  if (halves.length > 2) {
    return undefined;
  }
  const [head, tail] = halves.map((half, index) =>
    readGroups(half, index === halves.length - 1),
  );
  if (head === undefined || (halves.length === 2 && tail === undefined)) {
    return undefined;
  }
  const rest = tail ?? [];
  const missing = 8 - head.length - rest.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) {
    return undefined;
  }
  const groups = [...head, ...Array<bigint>(missing).fill(0n), ...rest];
  return new IpAddress(
    6,
    groups.reduce((bits, group) => (bits << 16n) | group, 0n),
  );
}

/** Groups of four hexadecimal digits; the last two may be written as an IPv4 address. */

function readGroups(
  text: string,
  atEnd: boolean,
): readonly bigint[] | undefined {
  if (text === '') {
    return [];
  }
  const groups: bigint[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    if (/^[0-9a-fA-F]{1,4}$/.test(part)) {
      groups.push(BigInt(`0x${part}`));
    } else {
      const bits =
        atEnd && index === parts.length - 1 ? ipv4Bits(part) : undefined;
      if (bits === undefined) {
        return undefined;
      }
      groups.push(bits >> 16n, bits & 0xffffn);
    }
  }
  return groups;
}
