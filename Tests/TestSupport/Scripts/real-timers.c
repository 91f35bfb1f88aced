// Preloaded before libfaketime 0.9.10, which moves absolute timers by the difference between the real and the fake wall clock, also those on a
// monotonic clock that it leaves alone: every timer of Dispatch, so every Task.sleep, would come years too late or at once.
// Timers that do not follow the wall clock go straight to the kernel here; the others remain libfaketime's.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

enum { most = 4096 };
static atomic_bool follows_wall_clock[most];

static int is_wall_clock(clockid_t clock) { return clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_ALARM || clock == CLOCK_TAI; }

int timerfd_create(clockid_t clock, int flags) {
    int file = (int)syscall(SYS_timerfd_create, clock, flags);
    if (file >= 0 && file < most) follows_wall_clock[file] = is_wall_clock(clock);
    return file;
}

int timerfd_settime(int file, int flags, const struct itimerspec *new, struct itimerspec *old) {
    if (file >= 0 && file < most && follows_wall_clock[file]) {
        int (*next)(int, int, const struct itimerspec *, struct itimerspec *) = dlsym(RTLD_NEXT, "timerfd_settime");
        if (next) return next(file, flags, new, old);
    }
    return (int)syscall(SYS_timerfd_settime, file, flags, new, old);
}

int clock_nanosleep(clockid_t clock, int flags, const struct timespec *time, struct timespec *rest) {
    if (is_wall_clock(clock)) {
        int (*next)(clockid_t, int, const struct timespec *, struct timespec *) = dlsym(RTLD_NEXT, "clock_nanosleep");
        if (next) return next(clock, flags, time, rest);
    }
    // The raw call sets errno; this function returns the error.
    return syscall(SYS_clock_nanosleep, clock, flags, time, rest) == 0 ? 0 : errno;
}
