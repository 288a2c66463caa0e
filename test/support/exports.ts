/** Input and output of exporters. */
import { ExportedFile } from 'cdk8s-dapr';
import { parse } from './synth';
import { Json } from '../../src/util/json';

export type Files = { [path: string]: string };

export const byPath = (exported: ExportedFile[]): Files => Object.fromEntries(exported.map(({ path, content }) => [path, content]));

/** The first document of a file. */
export const yaml = (text: string): Json => parse(text)[0];

/** The error message of an export, or an empty string. */
export function refusalOf(run: () => unknown): string {
  try {
    run();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

/** A pod spec with one container. */
export const container = (container_: object) => ({ containers: [{ name: 'main', image: 'test.local/app:1', ...container_ }] });
