import type { Knex } from 'knex';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** Short, so that a pause of seconds loses runs. */
export const REPLICA_LEASE_MS = 1_000;

/** A replica of the run side that a test stops, continues and kills. */
export class ReplicaProcess {
  readonly #child: ChildProcess;
  #said = '';

  /** Starts one, and waits until it works: on the world in the database, or on the cluster of a kubeconfig. */
  static async start(
    database: Knex.Config,
    kubeconfig?: string,
  ): Promise<ReplicaProcess> {
    const args = [JSON.stringify(database)];
    // eslint-disable-next-line no-restricted-syntax -- used by tests only, beside its files
    const program = (name: string) => join(__dirname, name);
    const replica = new ReplicaProcess(
      fork(
        program(kubeconfig ? 'clusterReplica.ts' : 'replica.ts'),
        kubeconfig ? [...args, kubeconfig] : args,
        {
          execArgv: [
            '--require',
            require.resolve('@backstage/cli/config/nodeTransform.cjs'),
          ],
          // Jest sets up its own way to load TypeScript.
          env: { ...process.env, NODE_OPTIONS: '' },
          silent: true,
        },
      ),
    );
    await replica.#ready();
    return replica;
  }

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.stderr?.on('data', chunk => {
      this.#said += chunk;
    });
  }

  /** Whether it still runs; otherwise what it said at last. */
  get isAlive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  get said(): string {
    return this.#said.slice(-2_000);
  }

  /** Has it stand still, in the middle of whatever it does. */
  pause(): void {
    this.#child.kill('SIGSTOP');
  }

  goOn(): void {
    this.#child.kill('SIGCONT');
  }

  async kill(): Promise<void> {
    if (this.isAlive) {
      const ended = once(this.#child, 'exit');
      this.#child.kill('SIGKILL');
      await ended;
    }
  }

  async #ready(): Promise<void> {
    const ended = once(this.#child, 'exit').then(() => {
      throw new Error(`The replica ended: ${this.said}`);
    });
    await Promise.race([once(this.#child, 'message'), ended]);
  }
}
