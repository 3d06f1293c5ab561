import { CelMap } from '../../../values/celMap';
import type { MapKey } from '../../../values/celMap';
import { types } from '../../../types/celType';
import type { RuntimeValue } from '../../../values/runtimeValue';
import type { FunctionDeclaration, Library } from '../../library';
import { member, overload } from '../../overload';
import { fixedCost, readingCost } from '../../sizeCosts';
import { parseUrl, urlFault } from './parseUrl';
import { unescapeUrl } from './percentEncoding';
import { urlType } from './url';
import type { Url } from './url';

const { bool, string } = types;
/** Go reads no more parameters than this. */
const maximumParameters = 10_000;

/**
 * Kubernetes' URLs: `url('https://example.com:80/a').getPort()`.
 *
 * @public
 */
export const urlLibrary: Library = {
  name: 'kubernetes.urls',
  functions: [
    {
      name: 'url',
      description: 'The URL of a text: absolute, or a path from the root.',
      overloads: [
        overload('string_to_url', [string], urlType, parseUrl, readingCost(0)),
      ],
    },
    {
      name: 'isURL',
      description: 'Whether a text is a URL.',
      overloads: [
        overload(
          'is_url_string',
          [string],
          bool,
          (text: string) => urlFault(text) === undefined,
        ),
      ],
    },
    part('getScheme', 'url_get_scheme', 'The scheme.', url => url.scheme),
    part('getHost', 'url_get_host', 'The host and port.', url => url.host),
    part('getHostname', 'url_get_hostname', 'The host.', url => url.hostname),
    part('getPort', 'url_get_port', 'The port.', url => url.port),
    part(
      'getEscapedPath',
      'url_get_escaped_path',
      'The path, escaped.',
      url => url.escapedPath,
    ),
    {
      name: 'getQuery',
      description: "The query's parameters, each a list of values.",
      overloads: [
        member(
          'url_get_query',
          [urlType],
          types.map(string, types.list(string)),
          (url: Url) => readQuery(url.query),
          fixedCost(1),
        ),
      ],
    },
  ],
};

function part(
  name: string,
  id: string,
  description: string,
  read: (url: Url) => string,
): FunctionDeclaration {
  return {
    name,
    description,
    overloads: [member(id, [urlType], string, read, fixedCost(1))],
  };
}

/** Parameters that cannot be read are left out, as in Go. */
function readQuery(query: string): CelMap {
  const parameters = new Map<MapKey, { key: RuntimeValue; value: string[] }>();
  const parts = query.split('&');
  if (parts.length > maximumParameters) {
    return new CelMap(parameters);
  }
  for (const entry of parts) {
    const [rawKey, ...rawValue] = entry.split('=');
    const key = unescapeUrl(rawKey, 'query');
    const value = unescapeUrl(rawValue.join('='), 'query');
    if (
      entry !== '' &&
      !entry.includes(';') &&
      key !== undefined &&
      value !== undefined
    ) {
      const known = parameters.get(key);
      if (known === undefined) {
        parameters.set(key, { key, value: [value] });
      } else {
        known.value.push(value);
      }
    }
  }
  return new CelMap(parameters);
}
