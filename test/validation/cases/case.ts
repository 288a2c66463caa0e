import { DaprValidationProps } from '../../../src/validation/settings';

/** A mistake in plain manifests, the code of its finding, and a part of the message. */
export type Case = [mistake: string, code: string, what: string, documents: unknown[], props?: DaprValidationProps];
