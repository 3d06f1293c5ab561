import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { mandateChangeKindsExtensionPoint } from '@mandate/plugin-mandate-node';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bootstrapKind } from './change/bootstrapKind';
import type { RenderTemplate } from './foundation/foundation';
import { readRoles, templateRenderer } from './foundation/readMaterials';
import { Trouble } from './trouble';

/** A template of the library that every foundation is made of. */
const NEEDED = 'network-segmentation';

/**
 * Adds the kind of change `bootstrap`, which prepares a cluster as the command does.
 *
 * @public
 */
export const mandateModuleBootstrap = createBackendModule({
  pluginId: 'mandate',
  moduleId: 'bootstrap',
  register(registration) {
    registration.registerInit({
      deps: {
        config: coreServices.rootConfig,
        changeKinds: mandateChangeKindsExtensionPoint,
      },
      async init({ config, changeKinds }) {
        const folders = (
          config.getOptionalStringArray('mandate.templates.directories') ?? []
        ).map(folder => resolve(folder));
        changeKinds.addChangeKind(
          bootstrapKind({ roles: readRoles, render: rendererOf(folders) }),
        );
      },
    });
  },
});

/** Read at each use, as templates are everywhere. */
function rendererOf(folders: readonly string[]): RenderTemplate {
  return instance => {
    const library = folders.find(folder => existsSync(join(folder, NEEDED)));
    if (library === undefined) {
      throw new Trouble(
        `None of the folders of mandate.templates.directories has the template '${NEEDED}', which the foundation is made of. Add the folder of the library.`,
      );
    }
    return templateRenderer(library)(instance);
  };
}
