/** Annotations of a daprd, and their problems. */
import { annotationProblems } from '../../src/daprd/annotation-checks';
import { DAPRD_OPTIONS } from '../../src/daprd/options';

type Texts = { [name: string]: string };

/** Annotations, given without their prefix. */
export const DAPR = (annotations: Texts): Texts => Object.fromEntries(Object.entries(annotations).map(([name, value]) => [`dapr.io/${name}`, value]));

export const problems = (annotations: Texts, version = '1.18.3'): string[] => annotationProblems(DAPR(annotations), version).map(({ rule, what }) => `${rule.code} ${what}`);

/** The table of options, indexed by string. */
export const OPTIONS = DAPRD_OPTIONS as { [option: string]: any };
