// Preloaded into a program, it kills that when it writes to a file beyond its first megabyte: in the middle of a large one, however fast the machine is.
// A limit of the size of files (setrlimit(2)) would not do: its signal is blocked on the threads of Dispatch.
#define _GNU_SOURCE
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at) {
    if (at > 1 << 20) kill(getpid(), SIGKILL);
    return syscall(SYS_pwrite64, file, bytes, count, at);
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t at) { return pwrite64(file, bytes, count, at); }
