import {
  type LedgerSettings,
  ledgerSettingsSchema,
} from '../service/settings/ledgerSettings';

/** Settings of a ledger as from a configuration. */
export function ledgerSettings(
  configured: Readonly<Record<string, unknown>> = {},
): LedgerSettings {
  return {
    origin: 'localhost/mandate',
    ...ledgerSettingsSchema.omit({ origin: true }).parse({
      signingKey: Buffer.alloc(32, 7).toString('base64'),
      ...configured,
    }),
  };
}
