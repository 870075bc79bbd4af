// Loaded before libc into a till under test (LD_PRELOAD). Owns the exact order of every call that changes a file below one
// folder: it records each with its bytes, or ends the process at the n-th one; it never changes what a call does.
//
// Why not strace: its counters for injected signals are per thread, it cannot leave a write half done, and it stops the
// process twice at every call. Here one lock around "call, then record" makes the order of the record the order on the disk,
// whichever thread calls.
//
// Environment:
//   COUNTERFOIL_FAULTS_FOLDER  absolute, without a trailing slash; calls elsewhere pass untouched
//   COUNTERFOIL_FAULTS_RECORD  file that the record is appended to
//   COUNTERFOIL_FAULTS_KILL_AT n: SIGKILL instead of the n-th call
//   COUNTERFOIL_FAULTS_TORN    if set, the n-th call is half done first when it is a write
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/fs.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

// One entry of the record: this head, then `first` bytes (a path or data), then `second` bytes (a second path).
struct head {
  uint8_t kind;
  uint8_t is_main_thread;
  uint16_t reserved;
  uint32_t first;
  uint32_t second;
  uint32_t reserved2;
  uint64_t inode;
  int64_t at;
};

enum kind {
  WRITE = 'W', SIZE = 'Z', SYNC = 'S', CREATE = 'C', MAKE_FOLDER = 'M',
  RENAME = 'R', UNLINK = 'U', REMOVE_FOLDER = 'D', SAID = 'A', UNKNOWN = '?'
};

static char folder[PATH_MAX];
static size_t folder_length;
static int record = -1;
static long kill_at, calls;
static int is_torn;
static pthread_mutex_t order = PTHREAD_MUTEX_INITIALIZER;

__attribute__((constructor)) static void begin(void) {
  const char *where = getenv("COUNTERFOIL_FAULTS_FOLDER");
  if (where == NULL) return;
  snprintf(folder, sizeof folder, "%s", where);
  folder_length = strlen(folder);
  const char *file = getenv("COUNTERFOIL_FAULTS_RECORD");
  if (file != NULL) record = syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  const char *n = getenv("COUNTERFOIL_FAULTS_KILL_AT");
  kill_at = n == NULL ? 0 : atol(n);
  is_torn = getenv("COUNTERFOIL_FAULTS_TORN") != NULL;
}

static void put(enum kind kind, uint64_t inode, int64_t at, const void *first, size_t n, const void *second, size_t m) {
  if (record < 0) return;
  struct head head = { kind, gettid() == getpid(), 0, n, m, 0, inode, at };
  char *entry = malloc(sizeof head + n + m);
  memcpy(entry, &head, sizeof head);
  if (n > 0) memcpy(entry + sizeof head, first, n);
  if (m > 0) memcpy(entry + sizeof head + n, second, m);
  size_t length = sizeof head + n + m, done = 0;
  while (done < length) {
    ssize_t wrote = syscall(SYS_write, record, entry + done, length - done);
    if (wrote <= 0) abort();
    done += wrote;
  }
  free(entry);
}

static int is_below(const char *path) {
  return folder_length > 0 && strncmp(path, folder, folder_length) == 0 &&
         (path[folder_length] == '/' || path[folder_length] == '\0');
}

// The path below the folder, "" for the folder itself, or NULL.
static const char *place(const char *path) {
  if (!is_below(path)) return NULL;
  return path[folder_length] == '/' ? path + folder_length + 1 : path + folder_length;
}

static const char *absolute(int base, const char *path, char *room) {
  if (path[0] == '/') return path;
  char start[PATH_MAX];
  if (base == AT_FDCWD) {
    if (getcwd(start, sizeof start) == NULL) return path;
  } else {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", base);
    ssize_t n = readlink(link, start, sizeof start - 1);
    if (n < 0) return path;
    start[n] = '\0';
  }
  // Too long for the room is too long for the system as well: the call will say so.
  int n = snprintf(room, PATH_MAX, "%s/%s", start, path);
  return n < 0 || n >= PATH_MAX ? path : room;
}

// Asked of the system each time: descriptors are closed and used again in ways that no library sees.
static int is_ours(int fd, struct stat *about) {
  if (folder_length == 0 || fd == record) return 0;
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(link, path, sizeof path - 1);
  if (n <= 0) return 0;
  path[n] = '\0';
  return is_below(path) && fstat(fd, about) == 0;
}

static uint64_t inode_of(const char *path) {
  struct stat about;
  return lstat(path, &about) == 0 ? about.st_ino : 0;
}

static int is_last(void) {
  calls += 1;
  return kill_at > 0 && calls == kill_at;
}

static void end(void) {
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

#define LOCK pthread_mutex_lock(&order)
#define UNLOCK do { int kept = errno; pthread_mutex_unlock(&order); errno = kept; } while (0)

// The whole of a write: `at` is where its first byte goes.
static ssize_t write_at(int fd, const void *bytes, size_t n, off64_t at, int moves) {
  return moves ? syscall(SYS_write, fd, bytes, n) : syscall(SYS_pwrite64, fd, bytes, n, at);
}

static ssize_t on_write(int fd, const void *bytes, size_t n, off64_t at, int moves) {
  struct stat about;
  if (fd == STDOUT_FILENO && moves && record >= 0) {
    LOCK;
    ssize_t said = syscall(SYS_write, fd, bytes, n);
    if (said > 0) put(SAID, 0, 0, bytes, said, NULL, 0);
    UNLOCK;
    return said;
  }
  if (!is_ours(fd, &about)) return write_at(fd, bytes, n, at, moves);
  LOCK;
  fstat(fd, &about);
  if (moves) at = (fcntl(fd, F_GETFL) & O_APPEND) ? about.st_size : lseek64(fd, 0, SEEK_CUR);
  if (is_last()) {
    if (is_torn && n > 1) write_at(fd, bytes, n / 2, at, moves);
    end();
  }
  ssize_t wrote = write_at(fd, bytes, n, at, moves);
  if (wrote > 0) put(WRITE, about.st_ino, at, bytes, wrote, NULL, 0);
  UNLOCK;
  return wrote;
}

ssize_t write(int fd, const void *bytes, size_t n) { return on_write(fd, bytes, n, 0, 1); }
ssize_t pwrite(int fd, const void *bytes, size_t n, off_t at) { return on_write(fd, bytes, n, at, 0); }
ssize_t pwrite64(int fd, const void *bytes, size_t n, off64_t at) { return on_write(fd, bytes, n, at, 0); }

static ssize_t on_writev(int fd, const struct iovec *parts, int count, off64_t at, int moves) {
  size_t n = 0, filled = 0;
  for (int i = 0; i < count; i++) n += parts[i].iov_len;
  char *whole = malloc(n > 0 ? n : 1);
  for (int i = 0; i < count; filled += parts[i++].iov_len) memcpy(whole + filled, parts[i].iov_base, parts[i].iov_len);
  ssize_t wrote = on_write(fd, whole, n, at, moves);
  int kept = errno;
  free(whole);
  errno = kept;
  return wrote;
}

ssize_t writev(int fd, const struct iovec *parts, int count) { return on_writev(fd, parts, count, 0, 1); }
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t at) { return on_writev(fd, parts, count, at, 0); }
ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t at) { return on_writev(fd, parts, count, at, 0); }

static int on_sync(int fd, long number) {
  struct stat about;
  if (!is_ours(fd, &about)) return syscall(number, fd);
  LOCK;
  if (is_last()) end();
  int answer = syscall(number, fd);
  if (answer == 0) put(SYNC, about.st_ino, 0, NULL, 0, NULL, 0);
  UNLOCK;
  return answer;
}

int fsync(int fd) { return on_sync(fd, SYS_fsync); }
int fdatasync(int fd) { return on_sync(fd, SYS_fdatasync); }

static int on_truncate(int fd, off64_t size) {
  struct stat about;
  if (!is_ours(fd, &about)) return syscall(SYS_ftruncate, fd, size);
  LOCK;
  if (is_last()) end();
  int answer = syscall(SYS_ftruncate, fd, size);
  if (answer == 0) put(SIZE, about.st_ino, size, NULL, 0, NULL, 0);
  UNLOCK;
  return answer;
}

int ftruncate(int fd, off_t size) { return on_truncate(fd, size); }
int ftruncate64(int fd, off64_t size) { return on_truncate(fd, size); }

static int on_open(int base, const char *path, int flags, mode_t mode) {
  char room[PATH_MAX];
  const char *where = folder_length > 0 ? place(absolute(base, path, room)) : NULL;
  int makes = (flags & (O_CREAT | O_TRUNC)) != 0 && (flags & O_TMPFILE) != O_TMPFILE;
  if (where == NULL || !makes) return syscall(SYS_openat, base, path, flags, mode);
  LOCK;
  struct stat before, after;
  int was_there = fstatat(base, path, &before, 0) == 0;
  int changes = !was_there || ((flags & O_TRUNC) && before.st_size > 0);
  if (changes && is_last()) end();
  int fd = syscall(SYS_openat, base, path, flags, mode);
  if (fd >= 0 && changes && fstat(fd, &after) == 0) {
    if (!was_there) put(CREATE, after.st_ino, 0, where, strlen(where), NULL, 0);
    else put(SIZE, after.st_ino, 0, NULL, 0, NULL, 0);
  }
  UNLOCK;
  return fd;
}

#define MODE_FROM_ARGUMENTS \
  mode_t mode = 0; \
  if (flags & (O_CREAT | O_TMPFILE)) { \
    va_list rest; \
    va_start(rest, flags); \
    mode = va_arg(rest, mode_t); \
    va_end(rest); \
  }

int open(const char *path, int flags, ...) { MODE_FROM_ARGUMENTS return on_open(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE_FROM_ARGUMENTS return on_open(AT_FDCWD, path, flags, mode); }
int openat(int base, const char *path, int flags, ...) { MODE_FROM_ARGUMENTS return on_open(base, path, flags, mode); }
int openat64(int base, const char *path, int flags, ...) { MODE_FROM_ARGUMENTS return on_open(base, path, flags, mode); }

static int on_remove(int base, const char *path, int flags) {
  char room[PATH_MAX];
  const char *where = folder_length > 0 ? place(absolute(base, path, room)) : NULL;
  if (where == NULL) return syscall(SYS_unlinkat, base, path, flags);
  LOCK;
  struct stat about;
  if (fstatat(base, path, &about, AT_SYMLINK_NOFOLLOW) == 0 && is_last()) end();
  int answer = syscall(SYS_unlinkat, base, path, flags);
  if (answer == 0) put(flags & AT_REMOVEDIR ? REMOVE_FOLDER : UNLINK, 0, 0, where, strlen(where), NULL, 0);
  UNLOCK;
  return answer;
}

int unlink(const char *path) { return on_remove(AT_FDCWD, path, 0); }
int unlinkat(int base, const char *path, int flags) { return on_remove(base, path, flags); }
int rmdir(const char *path) { return on_remove(AT_FDCWD, path, AT_REMOVEDIR); }
int remove(const char *path) {
  int answer = on_remove(AT_FDCWD, path, 0);
  return answer != 0 && (errno == EISDIR || errno == EPERM) ? rmdir(path) : answer;
}

int mkdir(const char *path, mode_t mode) {
  char room[PATH_MAX];
  const char *full = absolute(AT_FDCWD, path, room);
  const char *where = folder_length > 0 ? place(full) : NULL;
  if (where == NULL) return syscall(SYS_mkdir, path, mode);
  LOCK;
  if (inode_of(full) == 0 && is_last()) end();
  int answer = syscall(SYS_mkdir, path, mode);
  if (answer == 0) put(MAKE_FOLDER, inode_of(full), 0, where, strlen(where), NULL, 0);
  UNLOCK;
  return answer;
}

int rename(const char *from, const char *to) {
  char one[PATH_MAX], two[PATH_MAX];
  const char *source = folder_length > 0 ? place(absolute(AT_FDCWD, from, one)) : NULL;
  const char *target = folder_length > 0 ? place(absolute(AT_FDCWD, to, two)) : NULL;
  if (source == NULL && target == NULL) return syscall(SYS_rename, from, to);
  LOCK;
  if (is_last()) end();
  int answer = syscall(SYS_rename, from, to);
  // A file that comes from or goes to elsewhere cannot be replayed: the reader of the record refuses it.
  if (answer == 0 && source != NULL && target != NULL) put(RENAME, 0, 0, source, strlen(source), target, strlen(target));
  else if (answer == 0) put(UNKNOWN, 0, 0, "rename", 6, NULL, 0);
  UNLOCK;
  return answer;
}

// Copies within the kernel are written as their bytes: the caller falls back to that by itself.
ssize_t sendfile64(int out, int in, off64_t *from, size_t n) {
  struct stat about;
  if (!is_ours(out, &about)) return syscall(SYS_sendfile, out, in, from, n);
  char room[65536];
  size_t wanted = n < sizeof room ? n : sizeof room;
  ssize_t got = from == NULL ? read(in, room, wanted) : pread64(in, room, wanted, *from);
  if (got <= 0) return got;
  ssize_t wrote = write(out, room, got);
  if (wrote > 0 && from != NULL) *from += wrote;
  return wrote;
}
ssize_t sendfile(int out, int in, off_t *from, size_t n) { return sendfile64(out, in, (off64_t *)from, n); }

int ioctl(int fd, unsigned long request, ...) {
  va_list rest;
  va_start(rest, request);
  void *argument = va_arg(rest, void *);
  va_end(rest);
  struct stat about;
  if ((request == FICLONE || request == FICLONERANGE) && is_ours(fd, &about)) {
    errno = EOPNOTSUPP;
    return -1;
  }
  return syscall(SYS_ioctl, fd, request, argument);
}

// What else changes files and is not replayed says so in the record, instead of being missed.
static void refuse(int fd, const char *name) {
  struct stat about;
  if (is_ours(fd, &about)) put(UNKNOWN, 0, 0, name, strlen(name), NULL, 0);
}

long syscall(long number, ...) {
  static long (*real)(long, ...);
  if (real == NULL) real = (long (*)(long, ...))dlsym(RTLD_NEXT, "syscall");
  va_list rest;
  va_start(rest, number);
  long a = va_arg(rest, long), b = va_arg(rest, long), c = va_arg(rest, long);
  long d = va_arg(rest, long), e = va_arg(rest, long), f = va_arg(rest, long);
  va_end(rest);
  struct stat about;
  if (number == SYS_copy_file_range && is_ours((int)c, &about)) {
    errno = ENOSYS;
    return -1;
  }
  if (number == SYS_fallocate) refuse((int)a, "fallocate");
  return real(number, a, b, c, d, e, f);
}

int fallocate(int fd, int mode, off_t from, off_t n) {
  refuse(fd, "fallocate");
  return syscall(SYS_fallocate, fd, mode, from, n);
}
int posix_fallocate(int fd, off_t from, off_t n) {
  refuse(fd, "posix_fallocate");
  return syscall(SYS_fallocate, fd, 0, from, n) == 0 ? 0 : errno;
}
int link(const char *from, const char *to) {
  if (folder_length > 0 && (is_below(from) || is_below(to))) put(UNKNOWN, 0, 0, "link", 4, NULL, 0);
  return syscall(SYS_link, from, to);
}
