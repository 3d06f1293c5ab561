import { ChildProcess, spawn } from 'node:child_process';

/** Remembers what it is told; when the pipe to it closes, whatever the reason, it kills what is left. */
const SCRIPT = `
running=""
while read -r change group; do
  rest=""
  for it in $running; do [ "$it" = "$group" ] || rest="$rest $it"; done
  running="$rest"
  [ "$change" = + ] && running="$running $group"
done
for it in $running; do kill -s KILL -- "-$it" 2>/dev/null; done
`;

/** Sees to it that no process of a pod outlives the cluster's process, even when that is killed. One small shell for all of them. */
export class ProcessGuardian {
  private shell: ChildProcess | undefined;

  /** A process group to end with this process. */
  watch(group: number): void {
    this.tell(`+ ${group}`);
  }

  /** A process group that has ended. */
  forget(group: number): void {
    this.tell(`- ${group}`);
  }

  async close(): Promise<void> {
    const { shell } = this;
    if (shell && shell.exitCode === null) {
      const ended = new Promise(resolve => {
        shell.once('exit', resolve);
      });
      shell.stdin?.end();
      await ended;
    }
  }

  private tell(line: string): void {
    this.shell ??= spawn('/bin/sh', ['-c', SCRIPT], {
      // a session of its own, as a signal to ours must not end it before it did its work
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
      env: {},
    }).on('error', () => {});
    this.shell.stdin?.on('error', () => {});
    this.shell.stdin?.write(`${line}\n`);
  }
}
