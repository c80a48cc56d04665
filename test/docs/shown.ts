/** A block of output as a pattern: a line of three dots stands for any lines, and ports and patches of Renovate change. */
export function shown(text: string): RegExp {
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) =>
      line === '...'
        ? '[\\s\\S]*?'
        : line
            .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
            .replace(/127\\\.0\\\.0\\\.1:\d+/g, '127\\.0\\.0\\.1:\\d+')
            .replace(/44\\\.\d+\\\.\d+/g, '44\\.\\d+\\.\\d+'),
    );
  return new RegExp(lines.join('\n').replaceAll('\n[\\s\\S]*?', '[\\s\\S]*?'));
}
