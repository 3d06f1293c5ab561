/** An invariant that does not hold. */
export class Finding extends Error {
  constructor(words: string) {
    super(words);
    this.name = 'Finding';
  }
}
