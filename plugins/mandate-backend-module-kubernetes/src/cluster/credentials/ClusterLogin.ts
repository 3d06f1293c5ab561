import type { ExecPlugin } from './kubeconfigSchema';

/** Something that is in the configuration itself, or in a file that may change. */
export type Material =
  | { readonly type: 'inline'; readonly value: string }
  | { readonly type: 'file'; readonly path: string };

/** How to reach a server and who to be there. */
export interface ClusterLogin {
  readonly server: URL;
  /** PEM. */
  readonly authority?: Material;
  readonly skipTlsVerify: boolean;
  readonly tlsServerName?: string;
  readonly proxyUrl?: string;
  readonly user: LoginUser;
}

/** Who to be. Several may be given, as client certificates and tokens may. */
export interface LoginUser {
  readonly token?: Material;
  /** PEM. */
  readonly certificate?: { readonly cert: Material; readonly key: Material };
  readonly basic?: { readonly username: string; readonly password: string };
  readonly exec?: ExecPlugin;
  /** Headers that make the server take us for somebody else. */
  readonly impersonation: Readonly<Record<string, string | string[]>>;
}
