import type { ConfigurationRepository } from '@mandate/configuration-git';
import type { MandateChangeKindsExtensionPoint } from '@mandate/plugin-mandate-node';
import type { ConfigurationFiles } from '../repository/ConfigurationFiles';
import type { SchemaFolder } from '../repository/SchemaFolder';
import type {
  ValidationRules,
  ValidationSources,
} from '../service/validateFiles';

/** Where configuration, its rules and the world come from. */
export interface ConfigurationSources {
  readonly repository: ConfigurationRepository;
  readonly files: ConfigurationFiles;
  readonly schemas: SchemaFolder;
  readonly rules: Omit<ValidationRules, 'schemas'>;
  readonly observation: ValidationSources;
  readonly kinds: Pick<MandateChangeKindsExtensionPoint, 'kind'>;
  readonly now: () => Date;
  /** Called when a change has written a version, so that it is pushed soon. */
  readonly onWritten: () => void;
}
