export function optionId(listId: string, projectId: number): string {
  return `${listId}-${projectId}`;
}
