import { types } from '../../../types/celType';
import { CelObjectValue } from '../../../values/runtimeValue';

/** The type of URLs. */
export const urlType = types.opaque('kubernetes.URL');

/** The parts of a URL as Go's `net/url` keeps them. @public */
export class Url extends CelObjectValue {
  readonly celType = urlType;

  constructor(
    readonly scheme: string,
    /** With its port. */
    readonly host: string,
    readonly escapedPath: string,
    readonly query: string,
    /** The whole text without its fragment's hash, by which URLs are compared. */
    readonly text: string,
  ) {
    super();
  }

  equalTo(other: CelObjectValue): boolean {
    return other instanceof Url && other.text === this.text;
  }

  /** The host without port and brackets. */
  get hostname(): string {
    const host =
      this.port === ''
        ? this.host.replace(/:$/, '')
        : this.host.slice(0, -this.port.length - 1);
    return host.startsWith('[') && host.endsWith(']')
      ? host.slice(1, -1)
      : host;
  }

  get port(): string {
    return /:(\d+)$/.exec(this.host)?.[1] ?? '';
  }
}
