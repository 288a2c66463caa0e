/** Whether a metadata name is that of a field: Dapr does not distinguish upper and lower case (dapr/kit `metadata/utils.go`). */
export const isField = (name: unknown, field: string): boolean => typeof name === 'string' && name.toLowerCase() === field.toLowerCase();
