import {
  type ConfigurationFile,
  type ConfigurationLayer,
  type ConfigurationProblem,
  readLayer,
} from '@mandate/configuration';

/** Layers, and what is wrong with files that cannot be read. */
export interface ReadLayers {
  readonly layers: readonly ConfigurationLayer[];
  readonly problems: readonly ConfigurationProblem[];
}

/** The layers of files, and what is wrong with those that cannot be read. */
export function readLayers(files: readonly ConfigurationFile[]): ReadLayers {
  const results = files
    // A file without a value is a file that says nothing.
    .filter(({ text }) => !/^\s*$/.test(text))
    .map(file => readLayer(file));
  return {
    layers: results.flatMap(result => (result.ok ? [result.layer] : [])),
    problems: results.flatMap(result => (result.ok ? [] : result.problems)),
  };
}
