/* Writes down what a process does to the files of one folder, so that a test can tell what a power cut would leave.

   Preloaded into a process (LD_PRELOAD). Told by the environment, which is read when a process first touches a file:

   POWER_FOLDER  the folder that is watched
   POWER_LOG     where records go, elsewhere
   POWER_SYNC    microseconds that every sync takes longer, as on a slower disk
   POWER_ROOM    bytes that can still be written before the disk is full

   A record is: kind (1 byte), number (8), length of the path (4), length of the data (4), path, data. `disk.py` reads
   them. A write is recorded before it happens, a sync when it begins and when it is over: only what was written before
   it began is certainly on the disk. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(name) __typeof__(&name) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

static pthread_mutex_t order = PTHREAD_MUTEX_INITIALIZER;
static pid_t owner = -1;
static const char *folder = NULL;
static int log_file = -1;
static long long room = -1;
static long delay = 0;

static void look_at_environment(void) {
    if (owner == getpid()) return;
    owner = getpid();
    folder = getenv("POWER_FOLDER");
    const char *log = getenv("POWER_LOG");
    log_file = -1;
    if (log) log_file = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    const char *bytes = getenv("POWER_ROOM");
    room = bytes ? atoll(bytes) : -1;
    const char *longer = getenv("POWER_SYNC");
    delay = longer ? atol(longer) : 0;
}

/* Whether the path is the folder or one of its files. What SQLite shares between processes is made anew at each start. */
static int watched(const char *path) {
    look_at_environment();
    if (!folder) return 0;
    size_t length = strlen(folder), whole = strlen(path);
    if (strncmp(path, folder, length) != 0) return 0;
    if (path[length] != '/' && path[length] != 0) return 0;
    return !(whole > 4 && strcmp(path + whole - 4, "-shm") == 0);
}

static int watched_file(int file, char *path) {
    char link[64];
    look_at_environment();
    if (!folder || file == log_file) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return watched(path);
}

static const char *absolute(const char *path, char *buffer) {
    if (path[0] == '/' || !getcwd(buffer, PATH_MAX)) return path;
    size_t length = strlen(buffer);
    snprintf(buffer + length, PATH_MAX - length, "/%s", path);
    return buffer;
}

static void put(char kind, uint64_t number, const char *path, const void *data, size_t size) {
    if (log_file < 0) return;
    unsigned char head[17];
    uint32_t path_size = (uint32_t)strlen(path), data_size = (uint32_t)size;
    head[0] = (unsigned char)kind;
    memcpy(head + 1, &number, 8);
    memcpy(head + 9, &path_size, 4);
    memcpy(head + 13, &data_size, 4);
    struct iovec parts[3] = {{head, 17}, {(void *)path, path_size}, {(void *)data, size}};
    syscall(SYS_writev, log_file, parts, 3);
}

/* Whether the disk has room for so many bytes more. */
static int fits(size_t size) {
    if (room < 0) return 1;
    if ((long long)size > room) return 0;
    room -= (long long)size;
    return 1;
}

ssize_t pwrite64(int file, const void *data, size_t size, off64_t at) {
    REAL(pwrite64);
    char path[PATH_MAX];
    if (!watched_file(file, path)) return real(file, data, size, at);
    pthread_mutex_lock(&order);
    ssize_t done = -1;
    if (fits(size)) {
        put('W', (uint64_t)at, path, data, size);
        done = real(file, data, size, at);
    } else {
        errno = ENOSPC;
    }
    pthread_mutex_unlock(&order);
    return done;
}

ssize_t pwrite(int file, const void *data, size_t size, off_t at) { return pwrite64(file, data, size, at); }

ssize_t write(int file, const void *data, size_t size) {
    REAL(write);
    char path[PATH_MAX];
    if (!watched_file(file, path)) return real(file, data, size);
    pthread_mutex_lock(&order);
    ssize_t done = -1;
    if (fits(size)) {
        put('W', (uint64_t)lseek64(file, 0, SEEK_CUR), path, data, size);
        done = real(file, data, size);
    } else {
        errno = ENOSPC;
    }
    pthread_mutex_unlock(&order);
    return done;
}

int ftruncate64(int file, off64_t size) {
    REAL(ftruncate64);
    char path[PATH_MAX];
    if (!watched_file(file, path)) return real(file, size);
    pthread_mutex_lock(&order);
    put('T', (uint64_t)size, path, NULL, 0);
    int done = real(file, size);
    pthread_mutex_unlock(&order);
    return done;
}

int ftruncate(int file, off_t size) { return ftruncate64(file, size); }

static void begin_sync(const char *path) {
    pthread_mutex_lock(&order);
    put('B', (uint64_t)gettid(), path, NULL, 0);
    pthread_mutex_unlock(&order);
}

static void end_sync(const char *path, int done) {
    if (delay) usleep((useconds_t)delay);
    if (done != 0) return;
    pthread_mutex_lock(&order);
    put('E', (uint64_t)gettid(), path, NULL, 0);
    pthread_mutex_unlock(&order);
}

int fdatasync(int file) {
    REAL(fdatasync);
    char path[PATH_MAX];
    if (!watched_file(file, path)) return real(file);
    begin_sync(path);
    int done = real(file);
    end_sync(path, done);
    return done;
}

int fsync(int file) {
    REAL(fsync);
    char path[PATH_MAX];
    if (!watched_file(file, path)) return real(file);
    begin_sync(path);
    int done = real(file);
    end_sync(path, done);
    return done;
}

int unlink(const char *path) {
    REAL(unlink);
    char buffer[PATH_MAX];
    const char *whole = absolute(path, buffer);
    if (!watched(whole)) return real(path);
    pthread_mutex_lock(&order);
    put('U', 0, whole, NULL, 0);
    int done = real(path);
    pthread_mutex_unlock(&order);
    return done;
}

int rename(const char *old_path, const char *new_path) {
    REAL(rename);
    char old_buffer[PATH_MAX], new_buffer[PATH_MAX];
    const char *from = absolute(old_path, old_buffer), *to = absolute(new_path, new_buffer);
    if (!watched(from)) return real(old_path, new_path);
    pthread_mutex_lock(&order);
    put('R', 0, from, to, strlen(to));
    int done = real(old_path, new_path);
    pthread_mutex_unlock(&order);
    return done;
}

static int opened(int (*real)(const char *, int, ...), const char *path, int flags, mode_t mode) {
    char buffer[PATH_MAX];
    const char *whole = absolute(path, buffer);
    if (!watched(whole) || !(flags & (O_CREAT | O_TRUNC))) return real(path, flags, mode);
    pthread_mutex_lock(&order);
    int known = syscall(SYS_faccessat, AT_FDCWD, path, F_OK) == 0;
    int file = real(path, flags, mode);
    if (file >= 0 && !known) put('C', (uint64_t)mode, whole, NULL, 0);
    if (file >= 0 && known && (flags & O_TRUNC)) put('T', 0, whole, NULL, 0);
    pthread_mutex_unlock(&order);
    return file;
}

int open64(const char *path, int flags, ...) {
    REAL(open64);
    va_list more;
    va_start(more, flags);
    mode_t mode = (flags & (O_CREAT | __O_TMPFILE)) ? va_arg(more, mode_t) : 0;
    va_end(more);
    return opened(real, path, flags, mode);
}

int open(const char *path, int flags, ...) {
    REAL(open);
    va_list more;
    va_start(more, flags);
    mode_t mode = (flags & (O_CREAT | __O_TMPFILE)) ? va_arg(more, mode_t) : 0;
    va_end(more);
    return opened(real, path, flags, mode);
}
