import {
  compareConfigurations,
  configuredFigures,
  effectiveValue,
  type EffectiveConfiguration,
  mergeLayers,
} from '@mandate/configuration';
import type { ConfigurationChangeInput } from '@mandate/plugin-mandate-common';
import type { ObserveContext, PlanOutcome } from '@mandate/plugin-mandate-node';
import { filePart } from '../domain/filesVersion';
import { levelFiles } from '../domain/levelFiles';
import { readLayers } from '../domain/readLayers';
import { filesOf, type Texts } from '../repository/ConfigurationFiles';
import { validateFiles } from '../service/validateFiles';
import { adoptedTexts } from './adoptedTexts';
import { affectedTargets } from './affectedTargets';
import type { ConfigurationSources } from './ConfigurationSources';
import { configurationPlan } from './configurationPlan';
import { type EditedFiles, editedTexts } from './editedTexts';
import { planForCluster } from './planForCluster';
import { planSummary } from './planSummary';
import { listed, problemWords } from './problemWords';

/**
 * Plans a change of configuration: the files as they are to be, checked for the target and for everybody else who shares
 * them, and what the target's cluster gets of it. Has no effect.
 */
export async function planChange(
  sources: ConfigurationSources,
  context: ObserveContext,
  input: ConfigurationChangeInput,
): Promise<PlanOutcome> {
  const { repository, files, schemas, rules, observation, kinds } = sources;
  const { target } = context;
  const head = await repository.head();
  const before = await files.texts(target, head);
  const edited = await editedFor(sources, context, input, { head, before });
  if (edited.type === 'refused') {
    return { type: 'impossible', words: edited.words };
  }
  const after = edited.texts;
  const levels = levelFiles(target);
  const changed = new Set(
    levels
      .map(({ path }) => path)
      .filter(path => before.get(path) !== after.get(path)),
  );
  if (changed.size === 0 && input.action !== 'apply') {
    return {
      type: 'nothing-to-do',
      words: 'The files say exactly that already.',
    };
  }
  const targetSchemas = await schemas.of(target);
  const targetRules = { ...rules, schemas: targetSchemas };
  const { configuration, problems } = await validateFiles(
    filesOf(levels, after),
    target,
    targetRules,
    observation,
  );
  const others = await affectedTargets({
    of: target,
    all: changed.size > 0 ? await observation.targets.all() : [],
    changed,
    after,
    head,
    repository,
    schemas,
    rules,
    observation,
  });
  const objections = [
    ...problems.map(problem => problemWords(problem)),
    ...others.flatMap(one =>
      one.problems.map(problem =>
        problemWords(
          problem,
          `${one.target.name} in ${one.target.environment}`,
        ),
      ),
    ),
  ];
  if (objections.length > 0) {
    return { type: 'impossible', words: listed(objections) };
  }
  const cluster = await planForCluster(context, {
    configuration,
    schema: targetSchemas.effective,
    configure: kinds.kind('configure'),
  });
  if (cluster.type === 'impossible') {
    return cluster;
  }
  if (changed.size === 0 && cluster.type === 'unchanged') {
    return {
      type: 'nothing-to-do',
      words: `There is nothing to apply: ${cluster.words}.`,
    };
  }
  const present = mergeLayers(
    readLayers(filesOf(levels, before)).layers,
    targetSchemas.effective,
  );
  const differences = compareConfigurations(present, configuration);
  const figuresOf = ({ root }: EffectiveConfiguration) =>
    configuredFigures(targetSchemas.effective, effectiveValue(root));
  return {
    type: 'planned',
    plan: configurationPlan({
      files: levels,
      before,
      after,
      fileParts: levels.map(({ path }) => filePart(before.get(path))),
      effects: [
        ...(differences.length > 0 ? [{ target, differences }] : []),
        ...others,
      ],
      cluster: cluster.type === 'planned' ? cluster.plan : undefined,
      configured: {
        before: figuresOf(present),
        after: figuresOf(configuration),
      },
      summary: planSummary({
        differences,
        others,
        writes: changed.size > 0,
        cluster: cluster.words,
      }),
    }),
  };
}

async function editedFor(
  sources: ConfigurationSources,
  context: ObserveContext,
  input: ConfigurationChangeInput,
  at: { readonly head: string | undefined; readonly before: Texts },
): Promise<EditedFiles> {
  const base = { target: context.target, head: at.head, texts: at.before };
  switch (input.action) {
    case 'apply':
      return { type: 'edited', texts: at.before };
    case 'adopt':
      return adoptedTexts(context, base, sources.schemas);
    default:
      return editedTexts(input, base, sources);
  }
}
