import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import { type ClusterLogin, readKubeconfig } from './kubeconfig';

/** Does in a cluster what an administrator does by hand, past the portal. All methods throw what the cluster refuses. */
export class Administrator {
  readonly #login: ClusterLogin;

  static async of(kubeconfig: string): Promise<Administrator> {
    return new Administrator(await readKubeconfig(kubeconfig));
  }

  private constructor(login: ClusterLogin) {
    this.#login = login;
  }

  read(path: string): Promise<unknown> {
    return this.#call('GET', path);
  }

  /** Makes an object, or gives it these fields. */
  apply(path: string, object: object): Promise<unknown> {
    return this.#call(
      'PATCH',
      `${path}?fieldManager=administrator&force=true`,
      {
        type: 'application/apply-patch+yaml',
        body: object,
      },
    );
  }

  /** Changes fields as `kubectl edit` does. */
  edit(path: string, fields: object): Promise<unknown> {
    return this.#call('PATCH', `${path}?fieldManager=kubectl-edit`, {
      type: 'application/merge-patch+json',
      body: fields,
    });
  }

  create(path: string, object: object): Promise<unknown> {
    return this.#call('POST', path, { type: 'application/json', body: object });
  }

  remove(path: string): Promise<unknown> {
    return this.#call('DELETE', path);
  }

  async #call(
    method: string,
    path: string,
    content?: { readonly type: string; readonly body: object },
  ): Promise<unknown> {
    const { url, ca, token } = this.#login;
    const answer = await new Promise<{ status: number; body: string }>(
      (resolve, reject) => {
        const sent = request(
          new URL(path, url),
          {
            method,
            ca,
            headers: {
              authorization: `Bearer ${token}`,
              ...(content ? { 'content-type': content.type } : {}),
            },
          },
          async response =>
            resolve({
              status: response.statusCode ?? 0,
              body: await text(response),
            }),
        );
        sent.on('error', reject);
        sent.end(content ? JSON.stringify(content.body) : undefined);
      },
    );
    if (answer.status >= 300) {
      throw new Error(`${method} ${path}: ${answer.status} ${answer.body}`);
    }
    return JSON.parse(answer.body);
  }
}
