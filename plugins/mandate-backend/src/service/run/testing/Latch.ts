/** Somebody waits until somebody else opens it. */
export class Latch {
  open: () => void = () => {};
  readonly opened = new Promise<void>(resolve => {
    this.open = resolve;
  });
}
