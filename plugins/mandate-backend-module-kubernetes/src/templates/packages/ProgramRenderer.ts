import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import type { TemplatePackageRenderer } from '@mandate/plugin-mandate-node';
import type { PackageFormat } from '@mandate/templates';
import { preparePackage } from './preparePackage';
import { readRendered } from './readRendered';
import { runProgram } from './runProgram';

type PackageRequest = Parameters<TemplatePackageRenderer['render']>[0];
type Rendering = Awaited<ReturnType<TemplatePackageRenderer['render']>>;

/** Most renderings that are kept; the same request is the same rendering. */
const MOST_KEPT = 500;
/** Programs at once. */
const AT_ONCE = 2;

/**
 * Renders charts by helm and bases by kubectl. Each runs in a folder of its own, with nothing in it but the template's
 * files; its home and its caches are there too, there are no plugins, no other programs to start, and whoever asks the
 * network is sent nowhere.
 *
 * A template must render alike each time: what people approve is what is applied. So files that were never seen are
 * rendered twice, and such that differ, by random values or the time, are refused.
 */
export class ProgramRenderer implements TemplatePackageRenderer {
  private readonly kept = new Map<string, Promise<Rendering>>();
  private readonly steady = new Set<string>();
  private readonly waiting: (() => void)[] = [];
  private running = 0;

  constructor(
    /** Names, looked for where the portal runs, or absolute paths. */
    private readonly programs: Readonly<Record<PackageFormat, string>>,
  ) {}

  async trouble(format: PackageFormat): Promise<string | undefined> {
    return (await this.find(format)) === undefined
      ? missingWords(format, this.programs[format])
      : undefined;
  }

  async render(request: PackageRequest): Promise<Rendering> {
    const key = digestOf(request);
    const known = this.kept.get(key);
    if (known) {
      return known;
    }
    if (this.kept.size >= MOST_KEPT) {
      this.kept.clear();
    }
    const rendering = this.renderSteadily(request);
    this.kept.set(key, rendering);
    // What went wrong may be mended outside, such as a program that was missing.
    const forget = () => this.kept.delete(key);
    rendering.then(({ ok }) => ok || forget(), forget);
    return rendering;
  }

  private async renderSteadily(request: PackageRequest): Promise<Rendering> {
    const program = await this.find(request.format);
    if (program === undefined) {
      const { format } = request;
      return {
        ok: false,
        message: missingWords(format, this.programs[format]),
      };
    }
    const first = await this.run(program, request);
    const files = digestOf(request.files);
    if (!first.ok || this.steady.has(files)) {
      return first;
    }
    const second = await this.run(program, request);
    if (digestOf(first) !== digestOf(second)) {
      return {
        ok: false,
        message:
          'It renders something else each time, such as a random value or the time. Make such a value a parameter, or refer to a Secret by its name.',
      };
    }
    this.steady.add(files);
    return first;
  }

  private async run(
    program: string,
    request: PackageRequest,
  ): Promise<Rendering> {
    await this.turn();
    const directory = await mkdtemp(join(tmpdir(), 'mandate-template-'));
    try {
      const { files, arguments: given } = preparePackage(request);
      for (const [path, text] of Object.entries(files)) {
        const file = join(directory, path);
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, text, { flag: 'wx' });
      }
      const result = await runProgram({
        program,
        arguments: given,
        directory,
        environment: environmentIn(directory),
      });
      return result.ok
        ? readRendered(result.output)
        : {
            ok: false,
            message: `${request.format} refuses it: ${result.words.replaceAll(
              directory,
              '',
            )}`,
          };
    } finally {
      await rm(directory, { recursive: true, force: true });
      this.running -= 1;
      this.waiting.shift()?.();
    }
  }

  private async turn(): Promise<void> {
    while (this.running >= AT_ONCE) {
      await new Promise<void>(resolve => this.waiting.push(resolve));
    }
    this.running += 1;
  }

  private async find(format: PackageFormat): Promise<string | undefined> {
    const name = this.programs[format];
    const candidates = isAbsolute(name)
      ? [name]
      : (process.env.PATH ?? '')
          .split(delimiter)
          .filter(isAbsolute)
          .map(folder => join(folder, name));
    for (const candidate of candidates) {
      if (await isProgram(candidate)) {
        return candidate;
      }
    }
    return undefined;
  }
}

/** No home of anybody's, no plugins, no program to start, and a proxy that nobody answers at. */
function environmentIn(directory: string): Readonly<Record<string, string>> {
  const nowhere = 'http://127.0.0.1:1';
  return {
    HOME: directory,
    TMPDIR: directory,
    PATH: '',
    LC_ALL: 'C',
    // Both programs are written in Go, and ask its runtime to go easy on the portal's machine.
    GOMAXPROCS: '1',
    GOMEMLIMIT: '512MiB',
    KUBECONFIG: join(directory, 'no-kubeconfig'),
    XDG_CACHE_HOME: join(directory, 'cache'),
    XDG_CONFIG_HOME: join(directory, 'config'),
    XDG_DATA_HOME: join(directory, 'data'),
    HELM_CACHE_HOME: join(directory, 'cache'),
    HELM_CONFIG_HOME: join(directory, 'config'),
    HELM_DATA_HOME: join(directory, 'data'),
    HELM_PLUGINS: join(directory, 'no-plugins'),
    HTTP_PROXY: nowhere,
    HTTPS_PROXY: nowhere,
    ALL_PROXY: nowhere,
  };
}

function missingWords(format: PackageFormat, program: string): string {
  return `Templates of ${
    format === 'helm' ? 'Helm charts' : 'Kustomize bases'
  } need the program '${program}', which is not there. Install it where the portal runs, or name it in mandate.templates.programs.`;
}

function digestOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
