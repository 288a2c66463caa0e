/**
 * Runs the services of a Compose project without a container engine: each in separate namespaces (network, mounts, processes),
 * with entrypoint, command, environment, mounts, user and health check of the file, and the service names in `/etc/hosts`.
 * Programs of this machine replace the images. Requires Linux and root.
 */
import { ChildProcess, spawn, spawnSync } from 'child_process';
import { mkdirSync, openSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';

/** A service as Compose's parser returns it. */
export interface ComposeService {
  readonly entrypoint?: string[];
  readonly command?: string[];
  readonly environment?: { [name: string]: string };
  readonly volumes?: { type: string; source: string; target: string; read_only?: boolean }[];
  readonly secrets?: { source: string; target: string }[];
  readonly depends_on?: { [service: string]: { condition: string } };
  readonly healthcheck?: { test: string[]; timeout: string; retries: number };
  readonly tmpfs?: string[];
  readonly read_only?: boolean;
  readonly cap_drop?: string[];
}

export interface ComposeProject {
  readonly services: { [name: string]: ComposeService };
  readonly secrets?: { [name: string]: { file: string } };
}

/** The replacement of an image: files by path, default command and user. */
export interface Image {
  readonly files?: { [path: string]: string };
  readonly command?: string[];
  readonly user?: number;
}

const run = (command: string, ...args: string[]): void => {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
  }
};

/** Creates a root file system in $ROOT, drops privileges, and executes the program. `mount` has one line per mount: kind, source, target. */
const CONTAINER = `set -e
mount --make-rprivate /
mount -t tmpfs tmpfs "$ROOT"
for dir in bin sbin lib lib64 usr; do
  if [ -L "/$dir" ]; then cp -P "/$dir" "$ROOT/$dir"; elif [ -d "/$dir" ]; then mkdir "$ROOT/$dir"; mount --rbind -o ro "/$dir" "$ROOT/$dir"; fi
done
mkdir "$ROOT/proc" "$ROOT/dev" "$ROOT/etc"
mount -t proc proc "$ROOT/proc"
mount --rbind /dev "$ROOT/dev"
cp "$HOSTS" "$ROOT/etc/hosts"
printf '%s' "$MOUNTS" | while read -r kind source target; do
  if [ "$kind" = file ]; then mkdir -p "$(dirname "$ROOT$target")"; touch "$ROOT$target"; else mkdir -p "$ROOT$target"; fi
  if [ "$kind" = tmpfs ]; then mount -t tmpfs -o mode=1777 tmpfs "$ROOT$target"; else mount --bind "$source" "$ROOT$target"; fi
  if [ "$kind" = ro ]; then mount -o remount,bind,ro "$ROOT$target"; fi
done
if [ "$READ_ONLY" = true ]; then mount -o remount,ro "$ROOT"; fi
exec chroot "$ROOT" env -i "$@"`;

/** A project with the values of its .env, as Compose's parser reads it. */
export function readProject(file: string): ComposeProject {
  const { stdout, stderr } = spawnSync('go', ['run', './compose', '--json', file], { cwd: join(__dirname, 'checks'), encoding: 'utf8' });
  if (!stdout) {
    throw new Error(stderr);
  }
  return JSON.parse(stdout);
}

/** The services of a project, on a separate network. */
export class ComposeServices {
  private readonly names: string[];
  private readonly children = new Map<string, ChildProcess>();

  /** `others` are further names on the network, for the test or for services outside the file. */
  constructor(private readonly project: ComposeProject, private readonly images: { [service: string]: Image }, private readonly folder: string,
    private readonly prefix: string, others: string[] = []) {
    this.names = [...Object.keys(project.services), ...others];
    const [net, hosts] = [`${prefix}-net`, join(folder, 'hosts')];
    writeFileSync(hosts, ['127.0.0.1 localhost', ...this.names.map((name, i) => `10.77.0.${i + 2} ${name}`), ''].join('\n'));
    run('ip', 'netns', 'add', net);
    run('ip', '-n', net, 'link', 'add', 'bridge', 'type', 'bridge');
    run('ip', '-n', net, 'link', 'set', 'bridge', 'up');
    this.names.forEach((name, i) => {
      const own = this.namespace(name);
      run('ip', 'netns', 'add', own);
      run('ip', '-n', net, 'link', 'add', `port${i}`, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', own);
      run('ip', '-n', net, 'link', 'set', `port${i}`, 'master', 'bridge', 'up');
      run('ip', '-n', own, 'link', 'set', 'lo', 'up');
      run('ip', '-n', own, 'address', 'add', `10.77.0.${i + 2}/24`, 'dev', 'eth0');
      run('ip', '-n', own, 'link', 'set', 'eth0', 'up');
    });
  }

  /** Starts the services in the order of `depends_on`, each after its dependencies are healthy. */
  public up(): void {
    const started = new Set<string>();
    const start = (name: string): void => {
      if (!started.has(name)) {
        started.add(name);
        const after = Object.entries(this.project.services[name].depends_on ?? {});
        after.forEach(([other]) => start(other));
        after.filter(([, { condition }]) => condition === 'service_healthy').forEach(([other]) => this.waitHealthy(other));
        this.start(name);
      }
    };
    Object.keys(this.project.services).forEach(start);
  }

  /** Stops all processes, and removes the network. */
  public async down(): Promise<void> {
    await Promise.all([...this.children.keys()].map(name => this.stop(name)));
    [...this.names.map(name => this.namespace(name)), `${this.prefix}-net`].forEach(name => spawnSync('ip', ['netns', 'delete', name]));
  }

  /** Sends SIGTERM, as an engine does, and waits. */
  public async stop(name: string): Promise<void> {
    const child = this.children.get(name)!;
    if (child.exitCode === null && child.signalCode === null) {
      const gone = new Promise(done => child.once('exit', done));
      try {
        this.signal(name, 'SIGTERM');
      } catch {
        child.kill('SIGKILL'); // it is already exiting
      }
      const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
      await gone;
      clearTimeout(timer);
    }
  }

  public signal(name: string, signal: NodeJS.Signals): void {
    process.kill(this.pid(name), signal);
  }

  /** Runs the health check of a service once; returns its exit code. */
  public healthCheck(name: string): number {
    const { test: [kind, ...command], timeout } = this.project.services[name].healthcheck!;
    if (kind !== 'CMD') {
      throw new Error(`health check of ${name} is ${kind}`);
    }
    return this.exec(name, command, parseFloat(timeout)).status ?? 1;
  }

  /** Runs a program in the network namespace of a service. */
  public exec(name: string, command: string[], seconds = 30) {
    const args = ['--target', String(this.pid(name)), '--all', '--root', '--wd', 'env', '-i', 'PATH=/usr/bin:/bin', ...this.asUser(name), ...command];
    return spawnSync('nsenter', args, { encoding: 'utf8', timeout: seconds * 1000, killSignal: 'SIGKILL' });
  }

  /** An HTTP request from a namespace of the network. */
  public fetch(from: string, url: string, init: RequestInit = {}): { status: number; text: string } {
    const script = `const [url, init] = JSON.parse(process.argv[1]);
      fetch(url, init).then(async answer => console.log(JSON.stringify({ status: answer.status, text: await answer.text() })));`;
    const inside = `mount --bind "${join(this.folder, 'hosts')}" /etc/hosts && exec "$@"`;
    const { stdout, stderr } = spawnSync('nsenter', [`--net=/run/netns/${this.namespace(from)}`, 'unshare', '--mount', 'sh', '-c', inside, 'sh',
      process.execPath, '-e', script, JSON.stringify([url, init])], { encoding: 'utf8' });
    if (!stdout) {
      throw new Error(stderr);
    }
    return JSON.parse(stdout);
  }

  public log(name: string): string {
    return readFileSync(join(this.folder, `${name}.log`), 'utf8');
  }

  private namespace(name: string): string {
    return `${this.prefix}-${name}`;
  }

  private waitHealthy(name: string): void {
    const { retries } = this.project.services[name].healthcheck!;
    for (let attempt = 0; attempt < retries; attempt++) {
      spawnSync('sleep', ['1']);
      if (this.healthCheck(name) === 0) {
        return;
      }
    }
    throw new Error(`${name} is not healthy:\n${this.log(name).slice(-3000)}`);
  }

  private start(name: string): void {
    const service = this.project.services[name];
    const image = this.images[name];
    if (!image) {
      throw new Error(`no replacement for the image of ${name}`);
    }
    const root = join(this.folder, `root-${name}`);
    mkdirSync(root);
    const mounts = [
      ...Object.entries(image.files ?? {}).map(([path, source]) => `file ${source} ${path}`),
      ...(service.tmpfs ?? []).map(path => `tmpfs none ${path}`),
      ...(service.volumes ?? []).map(({ type, source, target, read_only }) => type === 'bind' ? `${read_only ? 'ro' : 'rw'} ${source} ${target}` : `tmpfs none ${target}`),
      ...(service.secrets ?? []).map(({ source, target }) => `file ${this.project.secrets![source].file} ${target ?? `/run/secrets/${source}`}`),
    ];
    const command = service.entrypoint || service.command ? [...service.entrypoint ?? [], ...service.command ?? []] : image.command!;
    const variables = Object.entries({ PATH: '/usr/bin:/bin', ...service.environment }).map(([key, value]) => `${key}=${value}`);
    const out = openSync(join(this.folder, `${name}.log`), 'w');
    this.children.set(name, spawn('nsenter', [`--net=/run/netns/${this.namespace(name)}`, 'unshare', '--mount', '--pid', '--fork', '--kill-child',
      'sh', '-c', CONTAINER, 'sh', ...variables, ...this.asUser(name), ...command], {
      stdio: ['ignore', out, out],
      env: {
        PATH: process.env.PATH, ROOT: root, HOSTS: join(this.folder, 'hosts'), MOUNTS: mounts.map(each => `${each}\n`).join(''), READ_ONLY: String(service.read_only ?? false),
      },
    }));
  }

  /** The user of the image, with the capabilities of the file. */
  private asUser(name: string): string[] {
    const { user } = this.images[name];
    const dropped = this.project.services[name].cap_drop?.includes('ALL') ? ['--bounding-set=-all', '--inh-caps=-all', '--no-new-privs'] : [];
    return user === undefined && !dropped.length ? [] : ['setpriv', ...(user === undefined ? [] : [`--reuid=${user}`, `--regid=${user}`, '--clear-groups']), ...dropped];
  }

  /** The process of a service: the one child of `unshare`. */
  private pid(name: string): number {
    const parent = this.children.get(name)!.pid!;
    const [pid] = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
    if (!pid) {
      throw new Error(`${name} is not running:\n${this.log(name).slice(-3000)}`);
    }
    return pid;
  }
}
