import { types } from '../../../types/celType';
import { CelError } from '../../../values/runtimeValue';
import { CelTypeValue } from '../../../values/typeValue';
import { traversalFactor } from '../../callCost';
import type { Library } from '../../library';
import { member, overload } from '../../overload';
import { countOf, fixedCost, readingOnlyCost } from '../../sizeCosts';
import type { CallCost } from '../../sizeCosts';
import { Cidr, cidrType, parseCidr } from './cidr';
import { ipType } from './ipAddress';
import type { IpAddress } from './ipAddress';
import { parseIp } from './parseIp';

const { bool, int, string } = types;

/**
 * Kubernetes' networks: `cidr('10.0.0.0/8').containsIP('10.1.2.3')`.
 *
 * @public
 */
export const cidrLibrary: Library = {
  name: 'kubernetes.net.cidr',
  constants: [
    {
      name: 'net.CIDR',
      type: types.type(cidrType),
      value: new CelTypeValue('net.CIDR', cidrType),
    },
  ],
  functions: [
    {
      name: 'cidr',
      description: 'The network of a text.',
      overloads: [
        overload(
          'string_to_cidr',
          [string],
          cidrType,
          parseCidr,
          readingOnlyCost(0),
        ),
      ],
    },
    {
      name: 'isCIDR',
      description: 'Whether a text is a network.',
      overloads: [
        overload(
          'is_cidr',
          [string],
          bool,
          (text: string) => !(parseCidr(text) instanceof CelError),
          readingOnlyCost(0),
        ),
      ],
    },
    {
      name: 'containsIP',
      description: 'Whether an address is in a network.',
      overloads: [
        member(
          'cidr_contains_ip_string',
          [cidrType, string],
          bool,
          (network: Cidr, text: string) => {
            const address = parseIp(text);
            return address instanceof CelError
              ? address
              : network.contains(address);
          },
          containmentCost(0, true),
        ),
        member(
          'cidr_contains_ip_ip',
          [cidrType, ipType],
          bool,
          (network: Cidr, address: IpAddress) => network.contains(address),
          containmentCost(0, false),
        ),
      ],
    },
    {
      name: 'containsCIDR',
      description: 'Whether a network is in another.',
      overloads: [
        member(
          'cidr_contains_cidr_string',
          [cidrType, string],
          bool,
          (network: Cidr, text: string) => {
            const other = parseCidr(text);
            return other instanceof CelError
              ? other
              : network.containsCidr(other);
          },
          containmentCost(1, true),
        ),
        member(
          'cidr_contains_cidr',
          [cidrType, cidrType],
          bool,
          (network: Cidr, other: Cidr) => network.containsCidr(other),
          containmentCost(1, false),
        ),
      ],
    },
    {
      name: 'ip',
      overloads: [
        member(
          'cidr_ip',
          [cidrType],
          ipType,
          (network: Cidr) => network.address,
          fixedCost(1),
        ),
      ],
    },
    {
      name: 'prefixLength',
      description: "How many bits a network's prefix has.",
      overloads: [
        member(
          'cidr_prefix_length',
          [cidrType],
          int,
          (network: Cidr) => network.prefixLength,
          fixedCost(1),
        ),
      ],
    },
    {
      name: 'masked',
      description: 'The network without bits behind its prefix.',
      overloads: [
        member(
          'cidr_masked',
          [cidrType],
          cidrType,
          (network: Cidr) => network.masked(),
          fixedCost(1),
        ),
      ],
    },
    {
      name: 'string',
      overloads: [
        overload('cidr_to_string', [cidrType], string, (network: Cidr) =>
          network.toString(),
        ),
      ],
    },
  ],
};

/** Kubernetes' cost: the network's bytes twice, once more and 1 for a network in it, and reading what is given as text. */
function containmentCost(extra: 0 | 1, asText: boolean): CallCost {
  const ofNetwork = (size: number) =>
    Math.ceil(2 * size * traversalFactor) +
    extra * (Math.ceil(size * traversalFactor) + 1);
  return {
    cost: ([network, other]) =>
      ofNetwork(
        network instanceof Cidr ? Math.ceil(network.prefixLength / 8) : 1,
      ) + (asText ? Math.ceil(countOf(other) * traversalFactor) : 0),
    estimate: ([, other]) => ({
      cost: {
        minimum:
          ofNetwork(4) +
          (asText ? Math.ceil(other.minimum * traversalFactor) : 0),
        maximum:
          ofNetwork(16) +
          (asText ? Math.ceil(other.maximum * traversalFactor) : 0),
      },
    }),
  };
}
