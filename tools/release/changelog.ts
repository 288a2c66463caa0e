/** A release of the changelog. */
export interface Release {
  readonly version: string;
  /** @default - not released yet */
  readonly date?: string;
  /** What changed. */
  readonly notes: string;
}

/** The newest release of the changelog: its first heading with a version, such as `## [Unreleased] (0.2.0)` or `## [0.2.0] - 2027-01-31`. */
export function newestRelease(changelog: string): Release {
  const heading = /^## \[.*?(\d+\.\d+\.\d+).*$/m.exec(changelog);
  if (!heading) {
    throw new Error('CHANGELOG.md must have a heading with a version, such as "## [Unreleased] (0.2.0)"');
  }
  const [line, version] = heading;
  const [notes] = changelog.slice(heading.index + line.length).split(/^## /m);
  return { version, date: /\d{4}-\d\d-\d\d/.exec(line)?.[0], notes: notes.trim() };
}
