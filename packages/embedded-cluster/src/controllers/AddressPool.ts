import { Pod } from '../model/workloads';

const ADDRESSES = 256 * 256;

/** Hands out pod addresses of 10.244.0.0/16, each to one pod at a time. */
export class AddressPool {
  private readonly owners = new Map<string, string>();
  private readonly addresses = new Map<string, string>();
  private next = 1;
  private isSeeded = false;

  /** The address of a pod; a new one when it has none. `pods` is asked which are taken, on first use. */
  take(uid: string, pods: () => readonly Pod[]): string {
    this.seed(pods);
    const known = this.addresses.get(uid);
    if (known) {
      return known;
    }
    for (let tries = 0; tries < ADDRESSES; tries++) {
      const address = `10.244.${Math.floor(this.next / 256)}.${
        this.next % 256
      }`;
      this.next = (this.next + 1) % ADDRESSES || 1;
      if (!this.owners.has(address)) {
        this.hold(address, uid);
        return address;
      }
    }
    throw new Error(
      'All 65,535 pod addresses of the embedded cluster are taken',
    );
  }

  release(uid: string): void {
    const address = this.addresses.get(uid);
    if (address) {
      this.owners.delete(address);
      this.addresses.delete(uid);
    }
  }

  private seed(pods: () => readonly Pod[]): void {
    if (!this.isSeeded) {
      this.isSeeded = true;
      for (const { metadata, status } of pods()) {
        if (status?.podIP) {
          this.hold(status.podIP, metadata.uid);
        }
      }
    }
  }

  private hold(address: string, uid: string): void {
    this.owners.set(address, uid);
    this.addresses.set(uid, address);
  }
}
