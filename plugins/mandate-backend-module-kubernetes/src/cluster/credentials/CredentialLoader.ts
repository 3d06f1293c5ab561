import { readFile, stat } from 'node:fs/promises';
import { Agent as HttpAgent } from 'node:http';
import {
  Agent as HttpsAgent,
  type AgentOptions,
  type RequestOptions,
} from 'node:https';
import { HttpsProxyAgent } from 'https-proxy-agent';
import type { ConfiguredCluster } from '../clusterSource';
import { ConnectionTrouble } from '../ConnectionTrouble';
import type { ClusterLogin, Material } from './ClusterLogin';
import { readLogin } from './readLogin';
import { type ExecCredential, runExecPlugin } from './runExecPlugin';

/** A credential that ends sooner than this is renewed before it is used. */
const RENEW_BEFORE_MS = 30_000;
const MAX_SOCKETS = 50;

/** What a request needs besides its path: the address, TLS and authentication. */
export interface Credentials {
  readonly server: URL;
  readonly options: RequestOptions;
}

interface ReadFileContent {
  readonly stamp: string;
  readonly text: string;
}

/**
 * Gives the credentials of one cluster. Files are read again when they change, so that rotated tokens and certificates
 * are taken up; a credential program is run again when what it gave ends, or when the server refuses it.
 */
export class CredentialLoader {
  private readonly files = new Map<string, ReadFileContent>();
  private login:
    | { readonly stamp: string; readonly login: ClusterLogin }
    | undefined;
  private executed: ExecCredential | undefined;
  private executing: Promise<ExecCredential> | undefined;
  private agent:
    | { readonly key: string; readonly agent: RequestOptions['agent'] }
    | undefined;

  constructor(private readonly cluster: ConfiguredCluster) {}

  /** Throws `ConnectionTrouble` when there is nothing to log in with. */
  async credentials(): Promise<Credentials> {
    const login = await this.readLogin();
    const { user } = login;
    const executed = await this.execute(login);
    const token =
      executed?.token ?? (await this.text(user.token, 'token'))?.trim();
    const cert =
      executed?.cert ??
      (await this.text(user.certificate?.cert, 'client certificate'));
    const key =
      executed?.key ?? (await this.text(user.certificate?.key, 'client key'));
    const ca = await this.text(login.authority, 'certificate authority');
    const authorization = token
      ? `Bearer ${token}`
      : user.basic && basic(user.basic);
    return {
      server: login.server,
      options: {
        headers: {
          ...(authorization ? { Authorization: authorization } : {}),
          ...user.impersonation,
        },
        agent: this.agentFor(login, { ca, cert, key }),
      },
    };
  }

  /** Called when the server refused the credentials: a program is asked anew, files are read anew. */
  forget(): void {
    this.executed = undefined;
    this.files.clear();
  }

  private async readLogin(): Promise<ClusterLogin> {
    const { source } = this.cluster;
    const stamp =
      source.type === 'kubeconfig' ? await stampOf(source.path) : source.type;
    if (this.login?.stamp !== stamp) {
      this.login = { stamp, login: await readLogin(source) };
      this.executed = undefined;
    }
    return this.login.login;
  }

  /** Calls at the same time share one run of the program. */
  private async execute(
    login: ClusterLogin,
  ): Promise<ExecCredential | undefined> {
    const { exec } = login.user;
    if (!exec) {
      return undefined;
    }
    const endsAt = this.executed?.expiresAt ?? Infinity;
    if (this.executed && endsAt - Date.now() > RENEW_BEFORE_MS) {
      return this.executed;
    }
    this.executing ??= runExecPlugin(exec, login)
      .then(credential => {
        this.executed = credential;
        return credential;
      })
      .finally(() => {
        this.executing = undefined;
      });
    return this.executing;
  }

  private async text(
    material: Material | undefined,
    what: string,
  ): Promise<string | undefined> {
    if (material === undefined || material.type === 'inline') {
      return material?.value;
    }
    const { path } = material;
    try {
      const stamp = await stampOf(path);
      const known = this.files.get(path);
      if (known?.stamp === stamp) {
        return known.text;
      }
      const text = await readFile(path, 'utf8');
      this.files.set(path, { stamp, text });
      return text;
    } catch (cause) {
      throw new ConnectionTrouble(
        `The file of its ${what}, ${path}, cannot be read.`,
        { cause },
      );
    }
  }

  /** One agent as long as TLS stays the same: with each new one comes a new connection and a handshake. */
  private agentFor(
    { server, proxyUrl, skipTlsVerify, tlsServerName }: ClusterLogin,
    material: Pick<AgentOptions, 'ca' | 'cert' | 'key'>,
  ): RequestOptions['agent'] {
    const options: AgentOptions = {
      ...material,
      keepAlive: true,
      maxSockets: MAX_SOCKETS,
      rejectUnauthorized: !skipTlsVerify,
      ...(tlsServerName ? { servername: tlsServerName } : {}),
    };
    const key = JSON.stringify([server.protocol, proxyUrl, options]);
    if (this.agent?.key !== key) {
      // The one before is not destroyed: watches still go on over it.
      this.agent = { key, agent: newAgent(server, proxyUrl, options) };
    }
    return this.agent.agent;
  }
}

function newAgent(
  server: URL,
  proxyUrl: string | undefined,
  options: AgentOptions,
): RequestOptions['agent'] {
  if (proxyUrl) {
    return new HttpsProxyAgent(proxyUrl, options);
  }
  return server.protocol === 'http:'
    ? new HttpAgent({ keepAlive: true, maxSockets: MAX_SOCKETS })
    : new HttpsAgent(options);
}

function basic(user: { readonly username: string; readonly password: string }) {
  const text = `${user.username}:${user.password}`;
  return `Basic ${Buffer.from(text).toString('base64')}`;
}

async function stampOf(path: string): Promise<string> {
  const { mtimeMs, size, ino } = await stat(path).catch(cause => {
    throw new ConnectionTrouble(
      `The file ${path} is not there, or may not be read.`,
      { cause },
    );
  });
  return `${mtimeMs}/${size}/${ino}`;
}
