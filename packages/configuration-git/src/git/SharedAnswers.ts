/**
 * Answers that stay true for good, since their keys hold ids of commits. Whoever asks for what is being found out waits for the
 * same answer; those asked for last are kept. What failed is not.
 */
export class SharedAnswers<T> {
  readonly #answers = new Map<string, Promise<T>>();

  constructor(
    private readonly options: {
      /** How many are kept. */
      readonly most: number;
      /** Whether an answer is worth its memory. */
      readonly isKept: (answer: T) => boolean;
    },
  ) {}

  get(key: string, find: () => Promise<T>): Promise<T> {
    const known = this.#answers.get(key);
    const answer = known ?? find();
    // Again at the end, where the longest unused stands last.
    this.#answers.delete(key);
    this.#answers.set(key, answer);
    if (!known) {
      this.#forgetLater(key, answer);
      this.#forgetOldest();
    }
    return answer;
  }

  #forgetLater(key: string, answer: Promise<T>): void {
    const forget = () => {
      if (this.#answers.get(key) === answer) {
        this.#answers.delete(key);
      }
    };
    answer.then(found => {
      if (!this.options.isKept(found)) {
        forget();
      }
    }, forget);
  }

  #forgetOldest(): void {
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > this.options.most) {
      this.#answers.delete(oldest);
    }
  }
}
