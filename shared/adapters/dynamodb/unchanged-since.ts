/** The condition of a save: what is stored still has the version that was loaded; 0 where nothing is stored. */
export function unchangedSince(version: number) {
  if (version === 0) return { ConditionExpression: 'attribute_not_exists(pk)' };
  return {
    ConditionExpression: '#version = :loaded',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':loaded': { N: String(version) } },
  };
}
