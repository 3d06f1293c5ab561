import { ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { Container } from '../model/workloads';
import { LogLine } from '../simulation/podLog';
import { freePort } from './freePort';
import { probe } from './probe';
import type { ProcessGuardian } from './ProcessGuardian';

const MOST_LINES = 2_000;
const LONGEST_LINE = 4_000;
/** As the code of a program that cannot be started. */
const NOT_STARTED = 127;

/** A container as a process on this machine: its runs one after the other, at one port. */
export class ContainerProcess {
  /** How the last run ended; undefined while one goes on. */
  exitCode: number | undefined;
  isReady = false;
  port = 0;
  private run: ChildProcess | undefined;
  private lines: LogLine[] = [];
  private previous: LogLine[] = [];
  private endProbes = () => {};
  private isWanted = true;

  constructor(
    private readonly container: Container,
    private readonly guardian: ProcessGuardian,
    private readonly now: () => Date,
  ) {}

  get isRunning(): boolean {
    return this.run !== undefined;
  }

  log(ofPrevious: boolean): readonly LogLine[] {
    return ofPrevious ? this.previous : this.lines;
  }

  /** Begins a run. What goes wrong ends it, with a line in its log. */
  async start(): Promise<void> {
    this.exitCode = undefined;
    this.isReady = false;
    this.previous = this.lines;
    this.lines = [];
    this.port ||= await freePort();
    if (this.isWanted) {
      this.spawn();
    }
  }

  /** Asks the process to end, or makes it. */
  signal(name: 'SIGTERM' | 'SIGKILL'): void {
    if (this.run?.pid !== undefined) {
      killGroup(this.run.pid, name);
    }
  }

  /** Ends the process and lets no other one begin. @returns when it is gone */
  async end(): Promise<void> {
    this.isWanted = false;
    const { run } = this;
    if (run) {
      const ended = new Promise(resolve => {
        run.once('close', resolve);
      });
      this.signal('SIGKILL');
      await ended;
    }
  }

  private spawn(): void {
    const { command = [], args = [], workingDir, env = [] } = this.container;
    const [program, ...parameters] = [...command, ...args];
    const given = Object.fromEntries(
      env.flatMap(({ name, value }) =>
        value === undefined ? [] : [[name, value]],
      ),
    );
    const run = spawn(program, parameters, {
      cwd: workingDir,
      // nothing of this process' environment but where programs are: it may hold secrets
      env: {
        PATH: process.env.PATH,
        ...given,
        HOST: '127.0.0.1',
        PORT: String(this.port),
      },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.run = run;
    run.stdout.on('data', chunk => this.write(chunk));
    run.stderr.on('data', chunk => this.write(chunk));
    run.once('error', error => {
      this.write(`cannot start ${program}: ${error.message}\n`);
      this.finish(run, NOT_STARTED);
    });
    run.once('exit', (code, signal) =>
      this.finish(run, code ?? 128 + (signal ? constants.signals[signal] : 0)),
    );
    if (run.pid !== undefined) {
      this.guardian.watch(run.pid);
      this.beginProbes();
    }
  }

  private finish(run: ChildProcess, exitCode: number): void {
    if (this.run !== run) {
      return;
    }
    this.endProbes();
    this.run = undefined;
    this.isReady = false;
    this.exitCode = exitCode;
    if (run.pid !== undefined) {
      // what the process left behind in its group goes with it
      killGroup(run.pid, 'SIGKILL');
      this.guardian.forget(run.pid);
    }
  }

  private beginProbes(): void {
    const { readinessProbe, livenessProbe } = this.container;
    this.isReady = readinessProbe?.httpGet === undefined;
    const endings = [
      readinessProbe?.httpGet &&
        probe(readinessProbe, this.port, isGood => {
          this.isReady = isGood;
        }),
      livenessProbe?.httpGet &&
        probe(livenessProbe, this.port, isGood => {
          if (!isGood) {
            this.write('ended: the liveness probe failed\n');
            this.signal('SIGKILL');
          }
        }),
    ];
    this.endProbes = () => endings.forEach(endOne => endOne && endOne());
  }

  private write(chunk: Buffer | string): void {
    const time = this.now();
    const texts = chunk.toString().split('\n').filter(Boolean);
    this.lines.push(
      ...texts.map(text => ({ time, text: text.slice(0, LONGEST_LINE) })),
    );
    if (this.lines.length > MOST_LINES * 1.5) {
      this.lines = this.lines.slice(-MOST_LINES);
    }
  }
}

function killGroup(group: number, signal: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(-group, signal);
  } catch {
    // it has ended already
  }
}
