/** The rendered retry that keeps events until the app is back. */
export const RETRY = { policy: 'constant', duration: '1s', maxRetries: -1, matching: { httpStatusCodes: '429,502-504' } };
