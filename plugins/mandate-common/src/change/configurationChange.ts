import { z } from 'zod';

/**
 * The change kind by which configuration is edited, rolled back, applied and adopted.
 *
 * @public
 */
export const CHANGE_CONFIGURATION_KIND = 'change-configuration';

/**
 * The levels of configuration, from the one that gives way to all others to the one that wins.
 *
 * @public
 */
export const configurationLevelSchema = z.enum([
  'global',
  'environment',
  'service',
  'instance',
]);
/**
 * A level of configuration.
 *
 * @public
 */
export type ConfigurationLevelName = z.infer<typeof configurationLevelSchema>;

const commit = z
  .string()
  .regex(/^[0-9a-f]{40}$/, 'must be all 40 digits of a commit');

/** Map keys and list indices from the root; keys that would reach into JavaScript's objects are refused. */
const path = z
  .array(
    z.union([
      z
        .string()
        .min(1)
        .max(200)
        .refine(
          key => !['__proto__', 'constructor', 'prototype'].includes(key),
          'is no key of a configuration',
        ),
      z.number().int().nonnegative().max(10_000),
    ]),
  )
  .min(1)
  .max(64);

/** Characters of a text. A file of configuration has fewer; what is too long for one is told by validation, with its place. */
const MAX_TEXT = 10_000_000;

/**
 * An edit of the file of one level: values to set and to take away, or its whole text.
 *
 * @public
 */
export const configurationEditSchema = z.union([
  z.strictObject({
    level: configurationLevelSchema,
    set: z
      .array(z.strictObject({ path, value: z.json() }))
      .max(200)
      .default([]),
    /** Entries of the level's own file; what a wider level says holds again. */
    unset: z.array(path).max(200).default([]),
  }),
  z.strictObject({
    level: configurationLevelSchema,
    /** The whole file, in YAML; empty takes the file away. */
    text: z.string().max(MAX_TEXT),
    /** The version that the text was made from: what others changed in this file since is a conflict. */
    base: commit.optional(),
  }),
]);
/**
 * An edit of the file of one level.
 *
 * @public
 */
export type ConfigurationEditInput = z.infer<typeof configurationEditSchema>;

/**
 * The input of the kind `change-configuration`. The files are those of the target: everybody's, its environment's, its
 * service's and its own.
 *
 * @public
 */
export const configurationChangeInputSchema = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('edit'),
    edits: z.array(configurationEditSchema).min(1).max(4),
  }),
  /** The target's files become those of a version again, in a new version. */
  z.strictObject({ action: z.literal('roll-back'), to: commit }),
  /** What git has is brought to the cluster; files stay. */
  z.strictObject({ action: z.literal('apply') }),
  /** What somebody changed in the cluster is written into the target's own file. */
  z.strictObject({ action: z.literal('adopt') }),
]);
/**
 * The input of the kind `change-configuration`.
 *
 * @public
 */
export type ConfigurationChangeInput = z.infer<
  typeof configurationChangeInputSchema
>;
