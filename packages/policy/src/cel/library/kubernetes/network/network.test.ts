import fc from 'fast-check';
import { CelError } from '../../../values/runtimeValue';
import { Cidr, parseCidr } from './cidr';
import { IpAddress } from './ipAddress';
import { parseIp } from './parseIp';

const ipv4 = fc
  .bigInt({ min: 0n, max: 2n ** 32n - 1n })
  .map(bits => new IpAddress(4, bits));
/** Groups are often zero, so that runs to be compressed occur. */
const ipv6 = fc
  .array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff })), {
    minLength: 8,
    maxLength: 8,
  })
  .filter(groups => groups.slice(0, 5).some(group => group > 0))
  .map(groups => ({
    address: new IpAddress(
      6,
      groups.reduce((bits, group) => (bits << 16n) | BigInt(group), 0n),
    ),
    long: groups
      .map(group => group.toString(16).toUpperCase().padStart(4, '0'))
      .join(':'),
  }));

/** The address as a string of binary digits: the model. */
function digits({ bits, width }: IpAddress): string {
  return bits.toString(2).padStart(width, '0');
}

describe('addresses', () => {
  it('are read back from their canonical text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          ipv4,
          ipv6.map(({ address }) => address),
        ),
        address => {
          expect(parseIp(address.toString())).toEqual(address);
        },
      ),
    );
  });

  it('are read from eight groups written out', () => {
    fc.assert(
      fc.property(ipv6, ({ address, long }) => {
        expect(parseIp(long)).toEqual(address);
      }),
    );
  });

  it('are written as the platform writes them in URLs', () => {
    fc.assert(
      fc.property(ipv6, ({ address }) => {
        expect(new URL(`http://[${address}]/`).hostname).toBe(`[${address}]`);
      }),
    );
  });

  it.each(['::ffff:1.2.3.4', 'fe80::1%eth0', '1.2.3', '1:::2', '256.0.0.1'])(
    'are not %s',
    text => expect(parseIp(text)).toBeInstanceOf(CelError),
  );
});

describe('networks', () => {
  const networks = fc
    .tuple(
      fc.oneof(
        ipv4,
        ipv6.map(({ address }) => address),
      ),
      fc.nat(128),
    )
    .map(
      ([address, length]) => new Cidr(address, Math.min(length, address.width)),
    );

  it('are read back from their text', () => {
    fc.assert(
      fc.property(networks, network => {
        expect(parseCidr(network.toString())).toEqual(network);
      }),
    );
  });

  it('contain the addresses of their family that begin with their prefix', () => {
    fc.assert(
      fc.property(networks, networks, (network, { address }) => {
        const near = new IpAddress(
          network.address.family,
          network.address.bits ^ (address.bits & 0xffn),
        );
        for (const other of [address, near]) {
          expect(network.contains(other)).toBe(
            other.family === network.address.family &&
              digits(other).startsWith(
                digits(network.address).slice(0, network.prefixLength),
              ),
          );
        }
      }),
    );
  });

  it('contain networks whose first and last address they contain', () => {
    fc.assert(
      fc.property(networks, networks, (network, other) => {
        const first = other.masked().address;
        const rest = 2n ** BigInt(first.width - other.prefixLength) - 1n;
        const last = new IpAddress(first.family, first.bits + rest);
        expect(network.containsCidr(other)).toBe(
          network.contains(first) && network.contains(last),
        );
      }),
    );
  });
});
