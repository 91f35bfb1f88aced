// What a process cannot know of itself by way of Swift where /proc is not mounted, as in a chroot or a sparse container.
#define _GNU_SOURCE
#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

static int count;
static char **arguments;

// The loader hands them to whatever runs before `main`, also when a preloaded library such as libfaketime moves the environment.
__attribute__((constructor)) static void note_arguments(int given, char **list, char **environment) {
    (void)environment;
    count = given;
    arguments = list;
}

int process_argument_count(void) { return count; }

const char *process_argument(int index) { return index >= 0 && index < count ? arguments[index] : NULL; }

const char *process_file(void) { return (const char *)getauxval(AT_EXECFN); }

// "/proc/NUMBER/stat"
static bool is_state_of_thread(const char *path) {
    static const char start[] = "/proc/";
    if (strncmp(path, start, sizeof start - 1) != 0) return false;
    const char *number = path + sizeof start - 1;
    size_t digits = strspn(number, "0123456789");
    return digits > 0 && strcmp(number + digits, "/stat") == 0;
}

// As that file says it of a thread that runs; -1 when there is no such file either.
static int state_of_running_thread(void) {
    static const char state[] = "0 (thread) R 0";
    int file = memfd_create("stat", MFD_CLOEXEC);
    if (file < 0) return -1;
    if (write(file, state, sizeof state - 1) == (ssize_t)(sizeof state - 1) && lseek(file, 0, SEEK_SET) == 0) return file;
    close(file);
    return -1;
}

// In the place of the system's, for libdispatch: once a second, while work waits, it asks of each of its threads whether that runs, and ends the
// process (SIGILL) when it cannot read the answer. Everything else is as the system has it.
int open(const char *path, int flags, ...) {
    mode_t mode = 0;
    if (flags & O_CREAT || (flags & O_TMPFILE) == O_TMPFILE) {
        va_list rest;
        va_start(rest, flags);
        mode = va_arg(rest, mode_t);
        va_end(rest);
    }
    int file = openat(AT_FDCWD, path, flags, mode);
    if (file >= 0 || errno != ENOENT || !is_state_of_thread(path)) return file;
    int state = state_of_running_thread();
    if (state < 0) errno = ENOENT;
    return state;
}
