import { celStrings } from '../offenceExpressions';
import type { PodSecurityCheck } from '../podSecurityCheck';

const allowedSources = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
];

/** Only volumes that come from the API or through a claim, none that names a place on the node or the network. */
export const restrictedVolumes: PodSecurityCheck = {
  id: 'restrictedVolumes',
  level: 'restricted',
  title: 'Volume types',
  since: 0,
  replaces: 'hostPathVolumes',
  offences: [
    `variables.spec.?volumes.orValue([]).filter(v, !${celStrings(
      allowedSources,
    )}.exists(source, source in v))` +
      `.map(v, 'volume "' + v.name + '" must not be of type ' + v.filter(source, source != 'name').join(', ') + ` +
      `': use ${allowedSources.join(', ')}')`,
  ],
};
