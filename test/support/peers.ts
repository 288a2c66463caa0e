/** An app outside the App. */
export const peer = (appId: string, namespace?: string): any => ({ appId, namespace });
