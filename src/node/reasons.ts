const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'is a directory',
  ERR_UNSUPPORTED_DIR_IMPORT: 'is a directory',
  ENOTDIR: 'a part of the path is no directory',
  ELOOP: 'too many symbolic links',
  ENAMETOOLONG: 'the name is too long',
  ENOSPC: 'no space left on the device',
  EROFS: 'the file system is read-only',
  EIO: 'input/output error',
  ENXIO: 'is a socket, or a device that is not there',
}

/** What the operating system said, in words. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  // `EFBIG: file too large, write`
  return REASONS[code] ?? (/^E[A-Z0-9]+: ([^,]+), [a-z]+/.exec(error.message)?.[1] || error.message)
}
