/* Loaded before a writer's own libraries, on Linux. For files under $PLINTH_TEST_HOME it
 *
 *   - keeps beside each file `f` a copy `f.synced` of what it held at its last fsync: what is sure to be there after a
 *     power cut. What was written since may be there, or not, or in part;
 *   - lets writes fail for lack of room after $PLINTH_TEST_ROOM bytes, if that is set.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static int is_watched(int fd, char path[PATH_MAX]) {
    const char *home = getenv("PLINTH_TEST_HOME");
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (!home || length < 0) return 0;
    path[length] = 0;
    return strncmp(path, home, strlen(home)) == 0;
}

static void keep_copy(int fd) {
    char path[PATH_MAX], unfinished[PATH_MAX + 16], kept[PATH_MAX + 16], buffer[65536];
    if (!is_watched(fd, path)) return;
    snprintf(unfinished, sizeof unfinished, "%s.synced.new", path);
    snprintf(kept, sizeof kept, "%s.synced", path);
    int copy = open(unfinished, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (copy < 0) abort();
    off_t at = 0;
    for (ssize_t n; (n = pread(fd, buffer, sizeof buffer, at)) > 0; at += n)
        if (syscall(SYS_write, copy, buffer, n) != n) abort();
    close(copy);
    rename(unfinished, kept);
}

int fsync(int fd) {
    int result = syscall(SYS_fsync, fd);
    if (result == 0) keep_copy(fd);
    return result;
}

int fdatasync(int fd) {
    int result = syscall(SYS_fdatasync, fd);
    if (result == 0) keep_copy(fd);
    return result;
}

static int has_room(int fd, size_t bytes) {
    static size_t used;
    const char *room = getenv("PLINTH_TEST_ROOM");
    char path[PATH_MAX];
    if (!room || !is_watched(fd, path)) return 1;
    used += bytes;
    return used <= strtoul(room, NULL, 10);
}

ssize_t write(int fd, const void *bytes, size_t count) {
    if (!has_room(fd, count)) { errno = ENOSPC; return -1; }
    return syscall(SYS_write, fd, bytes, count);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) {
    if (!has_room(fd, count)) { errno = ENOSPC; return -1; }
    return syscall(SYS_pwrite64, fd, bytes, count, at);
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) { return pwrite64(fd, bytes, count, at); }
