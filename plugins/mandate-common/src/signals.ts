/**
 * Topic of Backstage's events on which other plugins hear what happens to changes, as events of CloudEvents 1.0.
 *
 * @public
 */
export const MANDATE_EVENTS_TOPIC = 'mandate';

/**
 * Signals channel on which the portal hears that something changed.
 *
 * @public
 */
export const MANDATE_SIGNALS_CHANNEL = 'mandate';

/**
 * What a signal says: which thing changed; the receiver reads it again through the API.
 *
 * @public
 */
export type MandateSignal =
  | {
      readonly type: 'change';
      readonly changeId: string;
      readonly entityRef: string;
      readonly state: string;
    }
  | {
      readonly type: 'finding';
      readonly findingId: string;
      readonly entityRef: string;
    }
  | { readonly type: 'mandate'; readonly name: string }
  | { readonly type: 'kill-switch'; readonly id: string }
  | { readonly type: 'delegation'; readonly id: string }
  /** Change windows, interventions or planned changes are others now. */
  | { readonly type: 'calendar' }
  /** Something in these namespaces of a cluster is not as it was. */
  | {
      readonly type: 'cluster';
      readonly cluster: string;
      readonly namespaces: string[];
    }
  | { readonly type: 'ledger'; readonly size: number };
