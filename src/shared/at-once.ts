/** Works on all of them, so many at once; yields when the last one is done. */
export async function atOnce<T>(
  limit: number,
  all: readonly T[],
  work: (each: T) => Promise<void>,
): Promise<void> {
  const queue = all.values()
  async function workOn(): Promise<void> {
    for (const each of queue) await work(each)
  }
  await Promise.all(Array.from({ length: limit }, workOn))
}
