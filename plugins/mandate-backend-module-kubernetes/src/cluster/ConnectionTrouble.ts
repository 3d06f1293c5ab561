import { types } from 'node:util';

/** Why a cluster cannot be reached, in words that say what to do. They hold no credentials. */
export class ConnectionTrouble extends Error {
  constructor(words: string, options?: { readonly cause?: unknown }) {
    super(words, options);
    this.name = 'ConnectionTrouble';
  }
}

/** The server answered 429 until the time for a call was over. */
export class BusyTrouble extends ConnectionTrouble {
  constructor(options?: { readonly cause?: unknown }) {
    super(
      'It has too many requests (429), and did not take ours before the time for it was over.',
      options,
    );
    this.name = 'BusyTrouble';
  }
}

const BY_CODE: Readonly<Record<string, string>> = {
  ECONNREFUSED:
    'Nothing listens at its address. Check that the cluster runs and that the address is right.',
  ENOTFOUND: 'The name of its server is not known. Check the address.',
  EAI_AGAIN: 'The name of its server cannot be looked up now.',
  EHOSTUNREACH: 'There is no way to its address. Check the network.',
  ENETUNREACH: 'There is no way to its address. Check the network.',
  ETIMEDOUT: 'It gave no answer in time. Check the network and its load.',
  ECONNRESET: 'The connection was cut before the answer was complete.',
  EPIPE: 'The connection was cut before the answer was complete.',
  CERT_HAS_EXPIRED: "The server's certificate has expired. Renew it.",
  CERT_NOT_YET_VALID:
    "The server's certificate is not valid yet. Check the clocks.",
  DEPTH_ZERO_SELF_SIGNED_CERT:
    "The server's certificate is signed by nobody that is trusted. Check certificate-authority-data (caData in kubernetes.clusterLocatorMethods), or that it is the right server.",
  SELF_SIGNED_CERT_IN_CHAIN:
    "The server's certificate is not signed by the configured certificate authority. Check certificate-authority-data (caData in kubernetes.clusterLocatorMethods), or that it is the right server.",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    "The server's certificate is not signed by the configured certificate authority. Check certificate-authority-data (caData in kubernetes.clusterLocatorMethods), or that it is the right server.",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    "The server's certificate is not signed by the configured certificate authority. Check certificate-authority-data (caData in kubernetes.clusterLocatorMethods), or that it is the right server.",
  CERT_SIGNATURE_FAILURE:
    "The server's certificate is not signed by the configured certificate authority. Check certificate-authority-data (caData in kubernetes.clusterLocatorMethods), or that it is the right server.",
  ERR_TLS_CERT_ALTNAME_INVALID:
    "The server's certificate is for another name. Check the address, or set tls-server-name.",
  ERR_SSL_WRONG_VERSION_NUMBER:
    'The server speaks no TLS at this address. Check https and the port.',
  EPROTO: 'The server speaks no TLS that we know. Check https and the port.',
};

/** What keeps a cluster from answering, for people. */
export function troubleWords(error: unknown): string {
  for (const cause of causesOf(error)) {
    if (cause instanceof ConnectionTrouble) {
      return cause.message;
    }
    const byCode = 'code' in cause ? BY_CODE[String(cause.code)] : undefined;
    if (byCode) {
      return byCode;
    }
    if (cause.name === 'TimeoutError') {
      return BY_CODE.ETIMEDOUT;
    }
    const code = 'code' in cause ? String(cause.code) : '';
    if (/PEM|ASN1|KEY_VALUES_MISMATCH|X509|DECODER/.test(code)) {
      return 'The client certificate or its key, or the certificate authority, cannot be read. Check that they are PEM and belong together.';
    }
    if (/SSL|TLS/.test(code)) {
      return `TLS failed (${code}). The server may not accept the client certificate.`;
    }
  }
  return 'Check that it runs and that its kubeconfig is right.';
}

function causesOf(error: unknown): readonly Error[] {
  const causes: Error[] = [];
  let cause = error;
  while (isError(cause) && causes.length < 10) {
    causes.push(cause);
    const others = 'errors' in cause ? cause.errors : undefined;
    cause =
      Array.isArray(others) && others.length > 0 ? others[0] : cause.cause;
  }
  return causes;
}

/** Also for errors of Node itself where it runs us in a context of our own, as Jest does. */
function isError(error: unknown): error is Error {
  return types.isNativeError(error) || error instanceof Error;
}
