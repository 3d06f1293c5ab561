/** Lets a task stand still; comes back when somebody lets it go on, and throws {@link Crash} when its process died. */
export type Pause = (where: string) => Promise<void>;

/** What a dead process meets: it does nothing any more. */
export class Crash extends Error {
  constructor() {
    super('The process died.');
    this.name = 'Crash';
  }
}

/**
 * Something that runs from pause to pause, and only when told to: the building block of interleavings. One that is not
 * told to go on for long is a process that is stopped (SIGSTOP); one that crashes does nothing ever after.
 */
export class PausedTask {
  readonly name: string;
  #where = 'its beginning';
  #isDead = false;
  #isOver = false;
  #error: unknown;
  #goOn: (() => void) | undefined;
  #arrive: () => void = () => {};
  readonly #ended: Promise<void>;

  constructor(name: string, work: (pause: Pause) => Promise<unknown>) {
    this.name = name;
    this.#ended = this.#run(work);
  }

  /** Where it stands, for people who read a history. */
  get where(): string {
    return this.#where;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** What it failed with while it lived. */
  get error(): unknown {
    return this.#error;
  }

  /** Lets it go on to its next pause, or to its end. */
  async advance(): Promise<void> {
    if (this.#isOver) {
      return;
    }
    const arrived = new Promise<void>(resolve => {
      this.#arrive = resolve;
    });
    this.#goOn?.();
    await arrived;
  }

  /** Lets it go on to its end. */
  async finish(): Promise<void> {
    while (!this.#isOver) {
      await this.advance();
    }
  }

  /** Kills it where it stands. */
  async crash(): Promise<void> {
    this.#isDead = true;
    this.#goOn?.();
    await this.#ended;
  }

  async #run(work: (pause: Pause) => Promise<unknown>): Promise<void> {
    try {
      await this.#pause(this.#where);
      await work(where => this.#pause(where));
    } catch (error) {
      if (!this.#isDead) {
        this.#error = error;
      }
    }
    this.#isOver = true;
    this.#arrive();
  }

  async #pause(where: string): Promise<void> {
    this.#mustLive();
    this.#where = where;
    const goOn = new Promise<void>(resolve => {
      this.#goOn = resolve;
    });
    this.#arrive();
    await goOn;
    this.#mustLive();
  }

  #mustLive(): void {
    if (this.#isDead) {
      throw new Crash();
    }
  }
}
