/** What is broken on purpose now. */
export class Faults {
  private readonly lostNodes = new Set<string>();

  /** Whether a node has stopped to report. */
  isLost(node: string): boolean {
    return this.lostNodes.has(node);
  }

  loseNode(node: string): void {
    this.lostNodes.add(node);
  }

  restoreNode(node: string): void {
    this.lostNodes.delete(node);
  }
}
