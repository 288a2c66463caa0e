/** What a daprd is told by annotation, and what is wrong with it. */
import { annotationProblems } from '../../src/daprd/annotation-checks';
import { DAPRD_OPTIONS } from '../../src/daprd/options';

type Texts = { [name: string]: string };

/** Annotations by their names without the prefix. */
export const DAPR = (annotations: Texts): Texts => Object.fromEntries(Object.entries(annotations).map(([name, value]) => [`dapr.io/${name}`, value]));

export const problems = (annotations: Texts, version = '1.18.3'): string[] => annotationProblems(DAPR(annotations), version).map(({ rule, what }) => `${rule.code} ${what}`);

/** The table of options, by any name. */
export const OPTIONS = DAPRD_OPTIONS as { [option: string]: any };
