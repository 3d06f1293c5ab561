import { types } from '../../../types/celType';
import { CelError } from '../../../values/runtimeValue';
import { CelTypeValue } from '../../../values/typeValue';
import type { FunctionDeclaration, Library } from '../../library';
import { member, overload } from '../../overload';
import { fixedCost, readingOnlyCost } from '../../sizeCosts';
import { ipType } from './ipAddress';
import type { IpAddress } from './ipAddress';
import { parseIp } from './parseIp';

const { bool, int, string } = types;

/**
 * Kubernetes' addresses: `ip('10.0.0.1').isLoopback()`.
 *
 * @public
 */
export const ipLibrary: Library = {
  name: 'kubernetes.net.ip',
  constants: [
    {
      name: 'net.IP',
      type: types.type(ipType),
      value: new CelTypeValue('net.IP', ipType),
    },
  ],
  functions: [
    {
      name: 'ip',
      description: 'The address of a text.',
      overloads: [
        overload('string_to_ip', [string], ipType, parseIp, readingOnlyCost(0)),
      ],
    },
    {
      name: 'isIP',
      description: 'Whether a text is an address.',
      overloads: [
        overload(
          'is_ip',
          [string],
          bool,
          (text: string) => !(parseIp(text) instanceof CelError),
          readingOnlyCost(0),
        ),
      ],
    },
    {
      name: 'ip.isCanonical',
      description: 'Whether a text is how an address is best written.',
      overloads: [
        overload(
          'ip_is_canonical',
          [string],
          bool,
          (text: string) => {
            const address = parseIp(text);
            return address instanceof CelError
              ? address
              : address.toString() === text;
          },
          readingOnlyCost(0, 2),
        ),
      ],
    },
    {
      name: 'family',
      description: '4 or 6.',
      overloads: [
        member(
          'ip_family',
          [ipType],
          int,
          (address: IpAddress) => address.family,
          fixedCost(1),
        ),
      ],
    },
    {
      name: 'string',
      overloads: [
        overload('ip_to_string', [ipType], string, (address: IpAddress) =>
          address.toString(),
        ),
      ],
    },
    test(
      'isUnspecified',
      'ip_is_unspecified',
      'Whether all bits of an address are 0.',
      address => address.isUnspecified,
    ),
    test(
      'isLoopback',
      'ip_is_loopback',
      "Whether an address is a host's own.",
      address => address.isLoopback,
    ),
    test(
      'isLinkLocalMulticast',
      'ip_is_link_local_multicast',
      'Whether an address is for many on one link.',
      address => address.isLinkLocalMulticast,
    ),
    test(
      'isLinkLocalUnicast',
      'ip_is_link_local_unicast',
      'Whether an address is for one on one link.',
      address => address.isLinkLocalUnicast,
    ),
    test(
      'isGlobalUnicast',
      'ip_is_global_unicast',
      'Whether an address is for one, on any link.',
      address => address.isGlobalUnicast,
    ),
  ],
};

function test(
  name: string,
  id: string,
  description: string,
  check: (address: IpAddress) => boolean,
): FunctionDeclaration {
  return {
    name,
    description,
    overloads: [member(id, [ipType], bool, check, fixedCost(1))],
  };
}
