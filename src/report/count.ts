/** `1 slot`, `2 slots`, `2 branches`, `0 dependencies`. */
export function count(n: number, noun: string): string {
  if (n === 1) return `1 ${noun}`;
  if (noun.endsWith('y')) return `${n} ${noun.slice(0, -1)}ies`;
  return `${n} ${noun}${noun.endsWith('ch') ? 'es' : 's'}`;
}
