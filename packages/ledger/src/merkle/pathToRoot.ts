/**
 * The way from a node up to the root: the fn and sn of RFC 9162. Divisions instead of shifts, because JavaScript's
 * shifts end at 32 bits.
 */
export class PathToRoot {
  #node: number;
  #last: number;

  constructor(node: number, last: number) {
    this.#node = node;
    this.#last = last;
  }

  atRoot(): boolean {
    return this.#last === 0;
  }

  siblingIsLeft(): boolean {
    return this.#node % 2 === 1 || this.#node === this.#last;
  }

  startsAtEarlierRoot(): boolean {
    return this.#node === 0;
  }

  skipRightEdges(): void {
    while (this.#node % 2 === 1) {
      this.#up();
    }
  }

  climb(): void {
    if (this.siblingIsLeft()) {
      // On the right border, levels where the last node has no sibling contribute no hash.
      while (this.#node % 2 === 0 && this.#node !== 0) {
        this.#up();
      }
    }
    this.#up();
  }

  #up(): void {
    this.#node = Math.floor(this.#node / 2);
    this.#last = Math.floor(this.#last / 2);
  }
}
