/** What keeps a bootstrap from going on, in words for the person at the terminal. */
export class Trouble extends Error {
  constructor(words: string, options?: { readonly cause?: unknown }) {
    super(words, options);
    this.name = 'Trouble';
  }
}
