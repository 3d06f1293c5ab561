import type {
  AuditorService,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import type { KernelStore } from '../../database/KernelStore';
import type { PeopleDirectory } from '../people/PeopleDirectory';
import type { KernelSettings } from '../settings/KernelSettings';
import { AuditedCustodyService } from './AuditedCustodyService';
import { Ledger } from './Ledger';
import { LedgerKeys } from './LedgerKeys';
import { LogResources } from './LogResources';
import { PersonalDataCustody } from './PersonalDataCustody';
import { Publication } from './publication/Publication';

/** Puts together what reads, signs, publishes and erases in the ledger. Entries are written by the store itself. */
export async function createLedgerSide(deps: {
  readonly store: KernelStore;
  readonly settings: Pick<KernelSettings, 'ledger'>;
  readonly permissions: PermissionsService;
  readonly auditor: AuditorService;
  readonly people: PeopleDirectory;
  readonly logger: LoggerService;
}) {
  const { store, permissions, people, logger } = deps;
  const settings = deps.settings.ledger;
  const keys = await LedgerKeys.create({ settings, store, logger });
  const ledger = new Ledger({ store, keys, origin: settings.origin });
  const logResources = new LogResources(store);
  return {
    ledger,
    logResources,
    custody: new AuditedCustodyService(
      new PersonalDataCustody({
        store,
        permissions,
        people,
        custodians: settings.custodians,
        keptForMs: settings.personalDataFor,
      }),
      deps.auditor,
    ),
    publication: new Publication({
      store,
      ledger,
      keys,
      logResources,
      settings,
      logger,
    }),
  };
}
