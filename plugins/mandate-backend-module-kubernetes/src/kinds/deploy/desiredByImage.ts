import {
  type Fields,
  type ObserveContext,
  containersOf,
  listAt,
  textAt,
  withValueAt,
} from '@mandate/plugin-mandate-node';
import type {
  ClusterObject,
  TargetFacts,
} from '@mandate/plugin-mandate-common';
import { ownedFields } from '../../domain/managedFields';
import { joinFields } from '../../domain/selectFields';
import { decorate } from '../../planning/decorate';
import { recordedTemplate } from '../../planning/parameters';
import { withoutWorkload } from '../../planning/targetWorkload';
import type { ApprovedTemplates } from '../../templates/ApprovedTemplates';
import type { ImageInput } from './deployInput';
import { desiredByTemplate } from './desiredByTemplate';
import type { DesiredObjects } from './desiredObjects';

/**
 * The workload with another image and everything else as it is. When it was rendered from a template that is still
 * the same and has the image as its parameter `image`, this is a new instance of the template, and judged as such.
 */
export async function desiredByImage(options: {
  readonly context: ObserveContext;
  readonly target: TargetFacts;
  readonly live: ClusterObject | undefined;
  readonly templates: ApprovedTemplates;
  readonly input: ImageInput;
}): Promise<DesiredObjects> {
  const { context, target, live, templates, input } = options;
  if (!live) {
    return withoutWorkload(context);
  }
  const chosen = chooseContainer(live, target, input.container);
  if (chosen.type === 'impossible') {
    return chosen;
  }
  const recorded = recordedTemplate(live);
  const lookup =
    recorded && (await templates.find(recorded.name, recorded.digest));
  if (
    recorded &&
    lookup?.type === 'found' &&
    lookup.digest === recorded.digest &&
    recorded.parameters.image === chosen.image
  ) {
    const { name } = recorded;
    const parameters = { image: input.image };
    return desiredByTemplate({
      context,
      target,
      live,
      templates,
      name,
      parameters,
    });
  }
  const change = withImage(live, chosen.name, input.image);
  return {
    type: 'desired',
    objects: [decorate(joinFields(ownedFields(live), change), target)],
  };
}

type ChosenContainer =
  | { readonly type: 'chosen'; readonly name: string; readonly image?: string }
  | { readonly type: 'impossible'; readonly words: string };

function chooseContainer(
  live: ClusterObject,
  target: TargetFacts,
  asked: string | undefined,
): ChosenContainer {
  const containers = [
    ...containersOf(live),
    ...(asked === undefined
      ? []
      : listAt(live, 'spec', 'template', 'spec', 'initContainers')),
  ];
  const wanted =
    asked ?? (containers.length === 1 ? undefined : target.workload.name);
  const found = containers.find(
    container => wanted === undefined || container.name === wanted,
  );
  const name = found && textAt(found, 'name');
  return found && name !== undefined
    ? { type: 'chosen', name, image: textAt(found, 'image') }
    : {
        type: 'impossible',
        words: `Which container gets the image? Name one of: ${containers
          .map(container => String(container.name))
          .join(', ')} (input container).`,
      };
}

/** Only what names the container, and its image: applied together with the fields that are ours already. */
function withImage(
  live: ClusterObject,
  container: string,
  image: string,
): ClusterObject {
  const isMain = containersOf(live).some(({ name }) => name === container);
  const list: readonly Fields[] = [{ name: container, image }];
  const { apiVersion, kind, metadata } = live;
  const { name, namespace } = metadata;
  const object = { apiVersion, kind, metadata: { name, namespace } };
  return {
    ...object,
    ...withValueAt(
      object,
      ['spec', 'template', 'spec', isMain ? 'containers' : 'initContainers'],
      list,
    ),
  };
}
