// Preloaded before libfaketime 0.9.10, which moves absolute timers by the difference between the real and the fake wall clock, also those on a
// monotonic clock that it leaves alone: every timer of Dispatch, so every Task.sleep, would come years too late or at once.
// Timers that do not follow the wall clock go straight to the kernel here; the others remain libfaketime's.
// It also reads its file anew at each look at the clock, and a second thread that looks meanwhile sees the machine's own time: here they look in turn.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/syscall.h>
#include <sys/time.h>
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

static pthread_mutex_t looking = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;

int clock_gettime(clockid_t clock, struct timespec *time) {
    static int (*_Atomic next)(clockid_t, struct timespec *);
    if (!is_wall_clock(clock)) return (int)syscall(SYS_clock_gettime, clock, time);
    if (!next) next = dlsym(RTLD_NEXT, "clock_gettime");
    pthread_mutex_lock(&looking);
    int result = next(clock, time);
    pthread_mutex_unlock(&looking);
    return result;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
    (void)zone;
    struct timespec now;
    if (clock_gettime(CLOCK_REALTIME, &now) != 0) return -1;
    *time = (struct timeval){.tv_sec = now.tv_sec, .tv_usec = now.tv_nsec / 1000};
    return 0;
}

time_t time(time_t *result) {
    struct timespec now;
    if (clock_gettime(CLOCK_REALTIME, &now) != 0) return -1;
    if (result) *result = now.tv_sec;
    return now.tv_sec;
}
