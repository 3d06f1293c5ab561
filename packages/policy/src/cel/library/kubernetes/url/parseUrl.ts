import { CelError } from '../../../values/runtimeValue';
import { parseIp } from '../network/parseIp';
import { escapePath, unescapeUrl } from './percentEncoding';
import { Url } from './url';

/** A reason why a text is no URL, without the text. */
class Fault {
  constructor(readonly reason: string) {}
}

const invalidEscape = new Fault('invalid URL escape');

/** Reads an absolute URL or an absolute path, as Go's `ParseRequestURI` and `Parse` do one after the other. */

export function parseUrl(text: string): Url | CelError {
  const request = isRequestUri(text);
  if (request !== true) {
    return failed(request);
  }
  const [beforeFragment, ...fragment] = text.split('#');
  const url = readParts(beforeFragment, text, false);
  if (url instanceof Fault) {
    return failed(url);
  }
  return unescapeUrl(fragment.join('#'), 'path') === undefined
    ? failed(invalidEscape)
    : url;
}

/** Why a text is no URL, or undefined; the fragment, which requests do not have, counts as a part of the path. */

export function urlFault(text: string): string | undefined {
  const request = isRequestUri(text);
  return request === true ? undefined : request.reason;
}

function failed(fault: Fault): CelError {
  return new CelError(
    `URL parse error during conversion from string: ${fault.reason}`,
  );
}

function isRequestUri(text: string): true | Fault {
  const url =
    text === '' ? new Fault('empty url') : readParts(text, text, true);
  return url instanceof Fault ? url : true;
}

function readParts(
  text: string,
  whole: string,
  viaRequest: boolean,
): Url | Fault {
  // eslint-disable-next-line no-control-regex -- control characters are what is refused
  if (/[\u0000-\u001f\u007f]/.test(text)) {
    return new Fault('net/url: invalid control character in URL');
  }
  if (text === '*') {
    return new Url('', '', '*', '', whole);
  }
  if (text.startsWith(':')) {
    return new Fault('missing protocol scheme');
  }
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(text)?.[1].toLowerCase();
  const normalised =
    scheme === undefined ? whole : scheme + whole.slice(scheme.length);
  const afterScheme =
    scheme === undefined ? text : text.slice(scheme.length + 1);
  const mark = afterScheme.indexOf('?');
  const rest = mark < 0 ? afterScheme : afterScheme.slice(0, mark);
  const query = mark < 0 ? '' : afterScheme.slice(mark + 1);
  if (!rest.startsWith('/')) {
    return withoutSlash(rest, scheme, query, normalised, viaRequest);
  }
  const hasAuthority =
    rest.startsWith('//') &&
    (scheme !== undefined || (!viaRequest && !rest.startsWith('///')));
  const [, authority, path] = hasAuthority
    ? /^\/\/([^/]*)(.*)$/s.exec(rest) ?? ['', '', '']
    : ['', '', rest];
  const host = readAuthority(scheme ?? '', authority);
  if (host instanceof Fault) {
    return host;
  }
  const decoded = unescapeUrl(path, 'path');
  return decoded === undefined
    ? invalidEscape
    : new Url(
        scheme ?? '',
        host,
        escapedPath(path, decoded),
        query,
        normalised,
      );
}

function withoutSlash(
  rest: string,
  scheme: string | undefined,
  query: string,
  whole: string,
  viaRequest: boolean,
): Url | Fault {
  if (scheme !== undefined) {
    return new Url(scheme, '', '', query, whole);
  }
  if (viaRequest) {
    return new Fault('invalid URI for request');
  }
  if (rest.split('/')[0].includes(':')) {
    return new Fault('first path segment in URL cannot contain colon');
  }
  const decoded = unescapeUrl(rest, 'path');
  return decoded === undefined
    ? invalidEscape
    : new Url('', '', escapedPath(rest, decoded), query, whole);
}

/** The path as it was written where that is a valid encoding, else encoded anew. */

function escapedPath(path: string, decoded: string): string {
  return /^[A-Za-z0-9\-_.~$&+,/:;=@!'()*[\]%]*$/.test(path)
    ? path
    : escapePath(decoded);
}

function readAuthority(scheme: string, authority: string): string | Fault {
  const at = authority.lastIndexOf('@');
  const host = readHost(scheme, authority.slice(at + 1));
  if (at < 0 || host instanceof Fault) {
    return host;
  }
  const user = authority.slice(0, at);
  if (!/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(user)) {
    return new Fault('net/url: invalid userinfo');
  }
  return unescapeUrl(user, 'user') === undefined ? invalidEscape : host;
}

function readHost(scheme: string, host: string): string | Fault {
  const bracket = host.lastIndexOf('[');
  if (bracket > 0) {
    return new Fault('invalid IP-literal');
  }
  if (bracket === 0) {
    return readLiteral(host);
  }
  const colon =
    scheme === 'http' || scheme === 'https'
      ? host.indexOf(':')
      : host.lastIndexOf(':');
  if (colon >= 0 && !isPort(host.slice(colon))) {
    return new Fault('invalid port after host');
  }
  return (
    unescapeUrl(host, 'host') ?? new Fault('invalid character in host name')
  );
}

/** An IPv6 address in brackets, maybe with a zone, maybe with a port. */

function readLiteral(host: string): string | Fault {
  const end = host.lastIndexOf(']');
  if (end < 0) {
    return new Fault("missing ']' in host");
  }
  const port = host.slice(end + 1);
  if (!isPort(port)) {
    return new Fault('invalid port after host');
  }
  const name = host.slice(1, end);
  const zone = name.indexOf('%25');
  const address = unescapeUrl(zone < 0 ? name : name.slice(0, zone), 'host');
  const zoneName = zone < 0 ? '' : unescapeUrl(name.slice(zone), 'zone');
  if (address === undefined || zoneName === undefined) {
    return new Fault('invalid character in host name');
  }
  return isIpv6(address) && zoneName !== '%'
    ? `[${address}${zoneName}]${port}`
    : new Fault('invalid host');
}

function isIpv6(text: string): boolean {
  const address = parseIp(text);
  return address instanceof CelError
    ? address.message.startsWith('IPv4-mapped')
    : address.family === 6;
}

function isPort(text: string): boolean {
  return /^(?::\d*)?$/.test(text);
}
