/** An app of which nothing but its identity counts. */
export const peer = (appId: string, namespace?: string): any => ({ appId, namespace });
